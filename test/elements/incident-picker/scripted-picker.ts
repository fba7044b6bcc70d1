import { html } from 'lit'
import type { Client, Page } from '../../../src/client/types.js'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import type { Row } from '../../../src/protocol/field-value.js'
import type { Incident } from '../../../src/protocol/records.js'
import { systemClock, type Clock } from '../../../src/shared/clock.js'
import { makeIncident } from '../../state/record-list-world.js'
import { fixture } from '../../support/fixture.js'
import { abelsSession, scriptedWorkspace, type ScriptedWorkspace } from '../../support/scripted-workspace.js'
import { untilRows } from './picker-fixture.js'
import '../../../src/define/snow-incident-picker.js'

interface Held {
  readonly offset: number
  answer(): void
}

export interface ScriptedPicker {
  readonly picker: IncidentPickerElement
  readonly workspace: ScriptedWorkspace
  /** How many incidents the instance has, the newest with the highest number. */
  count: number
  /** What stands in the place of an incident; `undefined`: it was deleted. */
  readonly others: Map<number, Incident | undefined>
  /** Requests that wait for their `answer`; those that nobody wants any more, too. */
  readonly held: Held[]
  /** Whether requests wait. */
  hold: boolean
  /** What requests fail with. */
  failure: Error | undefined
}

/** A picker on an instance with so many incidents: without emulator and proxy, for long lists and faults. */
export async function showScripted(
  count: number,
  {
    others = [],
    properties = {},
    clock = systemClock,
  }: {
    readonly others?: readonly (readonly [n: number, incident: Incident | undefined])[]
    readonly properties?: Partial<IncidentPickerElement>
    readonly clock?: Clock
  } = {},
): Promise<ScriptedPicker> {
  const script = {
    count,
    others: new Map(others),
    held: [] as Held[],
    hold: false,
    failure: undefined as Error | undefined,
  }
  const incidentOf = (n: number): Incident | undefined =>
    script.others.has(n) ? script.others.get(n) : makeIncident(n)
  /** Numbers of those that are there; all of them when none was deleted, so that a million costs nothing. */
  const numberAt = (place: number): number => {
    const deleted = [...script.others].filter(([, incident]) => incident === undefined).map(([n]) => n)
    let n = script.count - place
    for (const one of deleted.sort((a, b) => b - a)) if (one >= n) n -= 1
    return n
  }
  const total = (): number =>
    script.count - [...script.others.values()].filter((incident) => incident === undefined).length
  const list: Client['incidents']['list'] = ({ offset, limit }) =>
    new Promise((resolve, reject) => {
      if (script.failure !== undefined) return reject(script.failure)
      const end = Math.min(total(), offset + limit)
      const items = Array.from({ length: end - offset }, (_, nth) => incidentOf(numberAt(offset + nth))!)
      const page: Page<Incident> = { items, more: end < total(), nextOffset: end, total: total() }
      if (script.hold) script.held.push({ offset, answer: () => resolve(page) })
      else resolve(page)
    })
  const client = {
    incidents: { list },
    records: {
      async list(_table: string, { query }: { readonly query: unknown }) {
        const asked = JSON.stringify(query)
        const all = Array.from({ length: Math.min(200, total()) }, (_, place) => incidentOf(numberAt(place))!)
        const items: Row[] = all.filter(({ sysId }) => asked.includes(sysId)).map(({ fields }) => fields)
        return { items, more: false, nextOffset: items.length, total: items.length }
      },
    },
    attachments: { listFor: () => Promise.resolve([]) },
  } as unknown as Client
  const workspace = scriptedWorkspace({ phase: 'connected', session: abelsSession }, { client, clock })
  const picker = document.createElement('snow-incident-picker')
  Object.assign(picker, { view: 'all', ...properties, workspace })
  picker.style.cssText = 'block-size: 600px; inline-size: 420px'
  fixture(html`${picker}`)
  await untilRows(picker)
  return Object.assign(script, { picker, workspace })
}
