import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-requests.js'
import type { RequestsElement } from '../../../src/elements/requests/requests-element.js'
import { en } from '../../../src/locales/en.js'
import type { ConnectedSession } from '../../../src/protocol/proxy-contract.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { scriptedWorkspace } from '../../support/scripted-workspace.js'
import { createWorld, type WorldOptions } from '../../support/world.js'

async function drawn(options: WorldOptions = {}) {
  const world = await createWorld(options)
  const element = fixture<RequestsElement>(
    html`<snow-requests lang="en" .workspace=${world.workspace}></snow-requests>`,
  )
  return { world, element }
}

const rows = (element: RequestsElement): Promise<HTMLAnchorElement[]> =>
  until(() => {
    const found = [...element.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.row')]
    return found.length > 0 && found
  }, 'rows')
const isItems = (request: Request): boolean => request.url.includes('/sc_req_item')

describe('<snow-requests>', () => {
  it('lists what the person ordered, each leading to its page in ServiceNow', async () => {
    const { element } = await drawn()
    const found = await rows(element)
    expect(found[0]!.textContent).to.match(/RITM\d{7}/)
    expect(new URL(found[0]!.href).origin).to.equal('https://acme.example')
    await expectAccessible(element)
  })

  it('says that there is nothing', async () => {
    const { element } = await drawn({ user: 'admin', emulator: {} })
    await until(() => element.shadowRoot!.querySelector('.empty, .row'))
    await expectAccessible(element)
  })

  it('says why there is nothing yet, once the connection has ended', async () => {
    const { client } = await createWorld()
    const session = (await client.session.read()) as ConnectedSession
    const ended = { phase: 'reconnect-needed', session, reason: 'expired' } as const
    const element = fixture<RequestsElement>(
      html`<snow-requests lang="en" .workspace=${scriptedWorkspace(ended, { client })}></snow-requests>`,
    )
    const empty = await until(() => element.shadowRoot!.querySelector('.empty'), 'a reason')
    expect(empty.textContent).to.contain(en.errors.SNOW_RECONNECT_NEEDED)
    await expectAccessible(element)
  })

  it('shows the shape of what comes, and may be removed meanwhile', async () => {
    // Held here: a browser may collect a request that only its own signal knows of.
    const waiting: Request[] = []
    const { element } = await drawn({
      intercept: (request) => {
        if (!isItems(request)) return undefined
        waiting.push(request)
        return new Promise<Response>((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
        })
      },
    })
    await until(() => element.shadowRoot!.querySelector('.placeholder'))
    await expectAccessible(element)
    // The shape is there before the request has left: what is removed earlier sends nothing at all.
    await until(() => waiting.length > 0, 'the request')
    element.remove()
    await until(() => waiting.every(({ signal }) => signal.aborted), 'its end')
  })

  it('says what went wrong, tells the page once, and reads again', async () => {
    let down = true
    const { element } = await drawn({
      intercept: (request) =>
        down && isItems(request)
          ? Response.json({ error: { code: 'SNOW_BAD_RESPONSE', message: 'no' } }, { status: 502 })
          : undefined,
    })
    let told = 0
    element.addEventListener('snow-error', () => (told += 1))
    await nextEvent(element, 'snow-error')
    await expectAccessible(element)
    down = false
    const retry = [...element.shadowRoot!.querySelectorAll('button')].find(
      ({ textContent }) => textContent === en.common.retry,
    )
    retry!.click()
    await rows(element)
    expect(told).to.equal(1)
  })
})
