import { expect } from 'chai'
import { nearestTo, redirectDifference, usualSlips } from '../../../src/proxy/doctor/redirect-difference.js'

const sent = 'https://sn.example.com/callback/prod'

describe('redirectDifference', () => {
  for (const [registered, part, mark] of [
    [`${sent}/`, 'a slash at the end is registered', sent.length],
    ['http://sn.example.com/callback/prod', 'the scheme', 4],
    ['https://snow.example.com/callback/prod', 'the host', 10],
    ['https://sn.example.com:8443/callback/prod', 'the port', 22],
    ['https://sn.example.com/callback/test', 'the path', 32],
    ['https://sn.example.com/callback/Prod', 'upper and lower case in the path', 32],
    ['https://sn.example.com/callback/prod?x=1', 'the path', 36],
    ['not a url', 'the first character that differs', 0],
  ] as const) {
    it(`marks ${part} of ${registered}`, () => {
      const difference = redirectDifference(sent, registered)
      expect(difference.part).to.equal(part)
      const [first, second, third] = difference.picture.split('\n')
      const at = third!.indexOf('^')
      expect(at - 12).to.equal(mark)
      expect(first!.slice(12)).to.equal(sent)
      expect(second!.slice(12)).to.equal(registered)
      expect(first![at]).not.to.equal(second![at])
    })
  }

  it('says whose the slash at the end is', () => {
    expect(redirectDifference(`${sent}/`, sent).part).to.equal('a slash at the end that is not registered')
  })
})

describe('nearestTo', () => {
  it('picks the one that agrees most, from either end', () => {
    const others = [
      'https://other.test/callback/x',
      'http://sn.example.com/callback/prod',
      'https://sn.example.com/',
    ]
    expect(nearestTo(sent, others)).to.equal('http://sn.example.com/callback/prod')
    expect(nearestTo(sent, [])).to.equal(undefined)
  })
})

describe('usualSlips', () => {
  it('has each slip once, and never what was sent', () => {
    const slips = usualSlips(sent, ['prod', 'test'])
    expect(slips).to.include.members([
      `${sent}/`,
      'http://sn.example.com/callback/prod',
      'https://www.sn.example.com/callback/prod',
      'https://sn.example.com:443/callback/prod',
      'https://sn.example.com/callback/test',
      'https://sn.example.com/callback',
      'https://sn.example.com/oauth_redirect.do',
      'https://sn.example.com',
    ])
    expect(slips).not.to.include(sent)
    expect(new Set(slips).size).to.equal(slips.length)
    expect(slips.length).to.be.lessThan(15)
  })

  it('takes away a port, a mount and capitals', () => {
    const slips = usualSlips('https://www.example.com:8443/Snow/callback/prod', [])
    expect(slips).to.include.members([
      'https://www.example.com/Snow/callback/prod',
      'https://example.com:8443/Snow/callback/prod',
      'https://www.example.com:8443/callback/prod',
      'https://www.example.com:8443/snow/callback/prod',
    ])
  })
})
