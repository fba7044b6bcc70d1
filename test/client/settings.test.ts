import { expect } from 'chai'
import { settleOptions } from '../../src/client/settings.js'

const proxy = 'https://sn.example.com'
const settled = (bridge: string): string | undefined =>
  settleOptions({ proxy, instance: 'prod', bridge }).bridge

describe('the address of a bridge page', () => {
  it('is compared letter by letter, by the proxy and by the page: a slash at its end stays', () => {
    expect(settled('https://app.example.org/tickets/')).to.equal('https://app.example.org/tickets/')
    expect(settled('https://app.example.org/bridge.html')).to.equal('https://app.example.org/bridge.html')
  })

  it('that is the first page of an origin is written as browsers write it', () => {
    expect(settled('https://app.example.org')).to.equal('https://app.example.org/')
    expect(settled('https://app.example.org/#tickets')).to.equal('https://app.example.org/')
  })

  it('leaves the proxy its own: there a slash at the end is none', () => {
    const { proxy: mount } = settleOptions({ proxy: `${proxy}/servicenow/`, instance: 'prod' })
    expect(mount).to.equal('https://sn.example.com/servicenow')
  })
})
