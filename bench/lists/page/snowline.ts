import type { Client, Page } from '../../../src/client/types.js'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import type { Incident } from '../../../src/protocol/records.js'
import type { ConnectionState, Workspace } from '../../../src/state/types.js'
import { systemClock } from '../../../src/shared/clock.js'
import { offerList } from './list-page.js'

/**
 * The picker as a host gets it, on a client that has the incidents at hand: its toolbar, store, paging and
 * selection included. Only its list is as high as the others'.
 */
offerList((host, incidents) => {
  const picker = document.createElement('snow-incident-picker') as IncidentPickerElement
  Object.assign(picker, { view: 'all', workspace: workspaceWith(incidents) })
  host.append(picker)
  const grid = (): HTMLElement => picker.renderRoot.querySelector<HTMLElement>('.grid')!
  const rows = (): HTMLElement => picker.renderRoot.querySelector<HTMLElement>('.rows')!
  return {
    scroller: grid,
    above: () => rows().getBoundingClientRect().top - grid().getBoundingClientRect().top + grid().scrollTop,
    list: grid,
    toEnd: () => {
      grid().focus()
      grid().dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true }))
    },
  }
})

function workspaceWith(incidents: readonly Incident[]): Workspace {
  const list = ({ offset, limit }: { offset: number; limit: number }): Promise<Page<Incident>> => {
    const end = offset + limit
    return Promise.resolve({
      items: incidents.slice(offset, end),
      more: end < incidents.length,
      nextOffset: end,
      total: incidents.length,
    })
  }
  const client = { incidents: { list }, attachments: { listFor: () => Promise.resolve([]) } }
  const unused = (): never => {
    throw new Error('Nothing of this is measured')
  }
  return {
    client: client as unknown as Client,
    clock: systemClock,
    connection: { ...still(signedIn), start: () => undefined, report: unused } as never,
    confirmation: { ...still({ pending: undefined }) } as never,
    sync: { ...still({ status: 'stopped' }), handle: () => () => undefined } as never,
    actions: unused,
  }
}

/** A store that never moves. */
function still<State>(state: State): { get(): State; subscribe(): () => void } {
  return { get: () => state, subscribe: () => () => undefined }
}

const signedIn: ConnectionState = {
  phase: 'connected',
  session: {
    connected: true,
    instance: { id: 'acme', label: 'Acme IT', environment: 'production', url: 'https://acme.example' },
    user: {
      sysId: 'a'.repeat(32),
      userName: 'abel.tuter',
      name: 'Abel Tuter',
      email: 'abel.tuter@example.com',
    },
    agent: true,
    connectedAt: '2026-11-01T08:00:00Z',
    expiresAt: '2027-11-01T08:00:00Z',
  },
}
