import { expect } from 'chai'
import { html } from 'lit'
import '../../src/define/snow-connect.js'
import type { SnowEventName } from '../../src/elements/events.js'
import { SnowError } from '../../src/shared/errors.js'
import type { SyncEvent } from '../../src/sync/types.js'
import { fixture } from '../support/fixture.js'
import { flush } from '../support/flush.js'
import { abelsSession, scriptedWorkspace, type ScriptedWorkspace } from '../support/scripted-workspace.js'

const names: readonly SnowEventName[] = [
  'snow-connected',
  'snow-disconnected',
  'snow-sync-event',
  'snow-sync-status',
  'snow-error',
]

function pair(workspace: ScriptedWorkspace) {
  const place = fixture<HTMLElement>(
    html`<div>
      <snow-connect .workspace=${workspace}></snow-connect>
      <snow-connect .workspace=${workspace}></snow-connect>
    </div>`,
  )
  const heard: { readonly name: string; readonly from: EventTarget | null }[] = []
  for (const name of names) {
    place.addEventListener(name, (event) => heard.push({ name, from: event.target }))
  }
  const [first, second] = place.querySelectorAll('snow-connect')
  return { place, heard, first: first!, second: second! }
}

const connectedWorkspace = (): ScriptedWorkspace =>
  scriptedWorkspace({ phase: 'connected', session: abelsSession })

describe('FactsController', () => {
  it('lets the first element speak, and the next one when it has left', async () => {
    const workspace = connectedWorkspace()
    const { first, second, heard } = pair(workspace)
    await second.updateComplete
    expect(heard).to.deep.equal([{ name: 'snow-connected', from: first }])
    first.remove()
    await flush()
    workspace.connection.become({
      phase: 'disconnected',
      instance: abelsSession.instance,
      reason: 'signed-out',
    })
    expect(heard.slice(1)).to.deep.equal([{ name: 'snow-disconnected', from: second }])
  })

  it('repeats nothing for an element that was moved or came back', async () => {
    const workspace = connectedWorkspace()
    const { place, first, second, heard } = pair(workspace)
    await second.updateComplete
    place.append(first)
    await flush()
    first.remove()
    second.remove()
    await flush()
    place.append(first)
    await first.updateComplete
    expect(heard).to.have.length(1)
  })

  it('catches up on what happened while nobody was there', async () => {
    const workspace = connectedWorkspace()
    const { place, first, second, heard } = pair(workspace)
    await second.updateComplete
    first.remove()
    second.remove()
    await flush()
    workspace.connection.become({ phase: 'reconnect-needed', session: abelsSession, reason: 'expired' })
    expect(heard).to.have.length(1)
    place.append(first)
    await first.updateComplete
    expect(heard.at(-1)).to.deep.equal({ name: 'snow-disconnected', from: first })
  })

  it('tells what the sync finds, and how it is', async () => {
    const workspace = connectedWorkspace()
    const { second, heard } = pair(workspace)
    await second.updateComplete
    const event = { id: 'acme:incident:1:1', kind: 'added' } as SyncEvent
    await workspace.sync.deliver(event, event)
    workspace.sync.become({ status: 'sweeping', lastSweepAt: undefined, error: undefined })
    const error = new SnowError('SNOW_TIMEOUT', 'late')
    workspace.sync.become({ status: 'failed', lastSweepAt: undefined, error })
    expect(heard.slice(1).map(({ name }) => name)).to.deep.equal([
      'snow-sync-event',
      'snow-sync-event',
      'snow-sync-status',
      'snow-sync-status',
      'snow-error',
    ])
  })

  it('leaves no handler with the sync once all elements are gone', async () => {
    const workspace = connectedWorkspace()
    const { first, second } = pair(workspace)
    await second.updateComplete
    expect(workspace.sync.handlers.size).to.equal(1)
    first.remove()
    second.remove()
    await flush()
    expect(workspace.sync.handlers.size).to.equal(0)
  })
})
