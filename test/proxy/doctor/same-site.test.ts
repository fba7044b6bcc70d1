import { expect } from 'chai'
import { isSameSite } from '../../../src/proxy/doctor/same-site.js'
import { familyIn, isBefore } from '../../../src/proxy/doctor/facts/release.js'

describe('isSameSite', () => {
  for (const [one, other, same] of [
    ['https://www.example.com', 'https://sn.example.com', true],
    ['https://example.com', 'https://sn.example.com', true],
    ['https://www.example.com:8443', 'https://sn.example.com', true],
    ['https://a.b.example.co.uk', 'https://sn.example.co.uk', true],
    ['http://localhost:4400', 'http://localhost:4500', true],
    ['http://app.localhost:4400', 'http://localhost:4500', true],
    ['https://127.0.0.1:1', 'https://127.0.0.1:2', true],
    ['https://www.example.com', 'http://sn.example.com', false],
    ['https://www.example.com', 'https://www.example.org', false],
    ['https://example.co.uk', 'https://other.co.uk', false],
    ['https://one.pages.dev', 'https://two.pages.dev', false],
    ['https://10.0.0.1', 'https://10.1.0.1', false],
  ] as const) {
    it(`${one} and ${other}: ${same}`, () => {
      expect(isSameSite(one, other)).to.equal(same)
      expect(isSameSite(other, one)).to.equal(same)
    })
  }
})

describe('the release of an instance', () => {
  it('is read from its build, in both forms', () => {
    expect(familyIn('glide-australia-02-11-2026__patch3-05-25-2026_06-12-2026_1106.zip')).to.equal(
      'Australia',
    )
    expect(familyIn('glide-washingtondc-12-20-2023__patch3-02-01-2024.zip')).to.equal('Washington DC')
    expect(familyIn('Vancouver')).to.equal('Vancouver')
    expect(familyIn('New York')).to.equal('New York')
    for (const odd of ['', 'glide-', 'Atlantis', 'glide-atlantis-01'])
      expect(familyIn(odd)).to.equal(undefined)
  })

  it('is older or younger by the order in which they came', () => {
    expect(isBefore('Vancouver', 'Washington DC')).to.equal(true)
    expect(isBefore('Washington DC', 'Washington DC')).to.equal(false)
    expect(isBefore('Australia', 'Xanadu')).to.equal(false)
  })
})
