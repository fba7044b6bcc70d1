import { expect } from 'chai'
import { html, type TemplateResult } from 'lit'
import '../../../src/define/all.js'
import { fixture, until } from '../../support/fixture.js'
import { abelsSession } from '../../support/scripted-workspace.js'

/** What the page asked, as one line each: whom, and with what proof. */
const asked: string[] = []
const realFetch = globalThis.fetch

function answer(url: URL, init: RequestInit): Response {
  const proof = new Headers(init.headers).get('Authorization') ?? `cookies: ${init.credentials}`
  asked.push(`${url.origin}${url.pathname} ${proof}`)
  if (url.pathname.startsWith('/session/')) return Response.json(abelsSession)
  if (url.pathname.startsWith('/token/')) {
    return Response.json({ access_token: 'short', token_type: 'Bearer', expires_in: 1_800 })
  }
  return Response.json({ result: [] }, { headers: { 'X-Total-Count': '0' } })
}

const isOf = (proxy: string) => (line: string) => line.startsWith(proxy)
let places = 0
/** A proxy of its own for each test: the page has one connection for each. */
const newProxy = (): string => `https://sn-${(places += 1)}-${crypto.randomUUID().slice(0, 8)}.example`

describe('the attributes that say how the instance is reached', () => {
  before(() => {
    globalThis.fetch = async (input, init = {}) => answer(new URL(String(input)), init)
  })
  after(() => {
    globalThis.fetch = realFetch
  })
  beforeEach(() => asked.splice(0))

  const panel = (proxy: string, bridge: string, direct: boolean): TemplateResult =>
    html`<snow-panel lang="en" proxy=${proxy} instance="acme" bridge=${bridge} ?direct=${direct}></snow-panel>`

  it('without: by the relay, with the cookie', async () => {
    const proxy = newProxy()
    fixture(panel(proxy, '', false))
    await until(() => asked.find((line) => line.includes('/api/acme/now/table/incident')), 'the list')
    expect(asked.every((line) => line.startsWith(proxy) && line.endsWith('cookies: include'))).to.equal(true)
  })

  it('`direct`: what is inside a panel reads from the instance itself, with a token and no cookie', async () => {
    const proxy = newProxy()
    fixture(panel(proxy, '', true))
    const list = await until(() => asked.find((line) => line.includes('/api/now/table/incident')), 'the list')
    expect(list).to.equal('https://acme.example/api/now/table/incident Bearer short')
    expect(asked.filter(isOf(proxy)).map((line) => new URL(line.split(' ')[0]!).pathname)).to.deep.equal([
      '/session/acme',
      '/token/acme',
    ])
  })

  it('`bridge`: what is inside a panel sends no cookie', async () => {
    const proxy = newProxy()
    fixture(panel(proxy, '/bridge.html', false))
    await until(() => asked.find((line) => line.includes('/api/acme/now/table/incident')), 'the list')
    expect(asked.filter(isOf(proxy)).every((line) => line.endsWith('cookies: omit'))).to.equal(true)
  })

  it('elements beside each other are one connection when all of them agree, and two when they do not', async () => {
    const proxy = newProxy()
    const connect = (direct: boolean): TemplateResult =>
      html`<snow-connect lang="en" proxy=${proxy} instance="acme" ?direct=${direct}></snow-connect>`
    const both = fixture<HTMLElement>(html`<div>${connect(false)}${connect(false)}${connect(true)}</div>`)
    await until(() =>
      [...both.querySelectorAll('snow-connect')].every((element) =>
        element.shadowRoot?.textContent.includes(abelsSession.user.name),
      ),
    )
    expect(asked.filter((line) => line.includes('/session/'))).to.have.length(2)
  })

  it('reflect what a framework sets as properties', async () => {
    const [element] = [
      fixture<HTMLElementTagNameMap['snow-knowledge']>(html`<snow-knowledge></snow-knowledge>`),
    ]
    Object.assign(element, { bridge: '/bridge.html', direct: true })
    await element.updateComplete
    expect([element.getAttribute('bridge'), element.hasAttribute('direct')]).to.deep.equal([
      '/bridge.html',
      true,
    ])
  })
})
