import { expect } from 'chai'
import fc from 'fast-check'
import { acceptReturnUrl } from '../../src/proxy/return-url.js'
import { addressTricks, anyAddress } from '../support/address-tricks.js'

const origins = new Set(['https://www.example.com', 'http://localhost:4400'])

const tricks = [
  '//evil.example',
  '/\\evil.example',
  '/\tevil.example',
  '/path',
  'https:evil.example',
  'https:/www.example.com.evil.example',
  'https://www.example.com@evil.example/',
  'https://www.example.com:443@evil.example/',
  'https://user@www.example.com/',
  'https://user:pass@www.example.com/',
  'https://www.example.com.evil.example/',
  'https://evil.example/https://www.example.com',
  'https://evil.example#https://www.example.com/',
  'https://evil.example\\@www.example.com',
  'http://www.example.com/',
  'https://www.example.com:8443/',
  'http://localhost:4401/',
  'javascript:alert(1)//https://www.example.com',
  'data:text/html,https://www.example.com',
  'blob:https://www.example.com/3f2504e0',
  'file:///etc/passwd',
  '',
]

describe('acceptReturnUrl', () => {
  it('gives a listed URL back, normalised', () => {
    const accept = (text: string): string | undefined => acceptReturnUrl(text, origins)
    expect(accept('https://www.example.com/a?b=1#c')).to.equal('https://www.example.com/a?b=1#c')
    expect(accept('HTTPS://WWW.EXAMPLE.COM:443')).to.equal('https://www.example.com/')
    expect(accept('http://localhost:4400/x/../y')).to.equal('http://localhost:4400/y')
    // Parsers disagree on backslashes; what is handed on has none left to disagree about.
    expect(accept('https://www.example.com\\@evil.example')).to.equal('https://www.example.com/@evil.example')
  })

  for (const text of tricks) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(acceptReturnUrl(text, origins)).to.equal(undefined)
    })
  }

  /** Any parser finds the host at the same place: nothing between scheme and host but slashes. */
  function expectListed(accepted: string | undefined): void {
    if (accepted === undefined) return
    const url = new URL(accepted)
    expect(origins.has(url.origin)).to.equal(true)
    expect(url.username + url.password).to.equal('')
    expect(accepted.startsWith(`${url.origin}/`)).to.equal(true)
    // In query and fragment a backslash is a letter like any other.
    expect(accepted.split(/[?#]/)[0]).not.to.match(/[\s\\]/)
  }

  it('never accepts what does not parse to a listed origin', () => {
    const allowed = new URL('https://www.example.com/tickets')
    for (const trick of Object.values(addressTricks)) expectListed(acceptReturnUrl(trick(allowed), origins))
    const text = fc.oneof(anyAddress(allowed), anyAddress(new URL('http://localhost:4400/')))
    fc.assert(
      fc.property(text, (candidate) => expectListed(acceptReturnUrl(candidate, origins))),
      { numRuns: 2000 },
    )
  })
})
