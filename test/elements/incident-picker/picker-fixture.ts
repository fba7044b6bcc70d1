import { html } from 'lit'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { fixture, until } from '../../support/fixture.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import '../../../src/define/snow-incident-picker.js'

export interface Shown {
  readonly world: World
  readonly picker: IncidentPickerElement
}

export async function show(
  options: WorldOptions = {},
  properties: Partial<IncidentPickerElement> = {},
): Promise<Shown> {
  const world = await createWorld({ user: 'beth.anglin', ...options })
  if (options.signedIn !== false && options.intercept === undefined) await giveFiles(world)
  const picker = document.createElement('snow-incident-picker')
  Object.assign(picker, { view: 'all', ...properties, workspace: world.workspace })
  picker.style.blockSize = '600px'
  picker.style.inlineSize = '420px'
  fixture(html`${picker}`)
  return { world, picker }
}

/** The newest incident gets two files. */
export async function giveFiles({ client }: World): Promise<void> {
  const sort = [{ field: 'opened_at', descending: true }]
  const { items } = await client.incidents.list({
    query: { kind: 'and', of: [] },
    sort,
    offset: 0,
    limit: 50,
  })
  for (const fileName of ['first.txt', 'second.log']) {
    const recordSysId = items[0]!.sysId
    await client.attachments.upload(new Blob([fileName]), { tableName: 'incident', recordSysId, fileName })
  }
}

export const find = <T extends HTMLElement>(picker: IncidentPickerElement, selector: string): T | null =>
  picker.renderRoot.querySelector<T>(selector)
export const gridOf = (picker: IncidentPickerElement): HTMLElement => find(picker, '[role="treegrid"]')!
export const elements = (picker: IncidentPickerElement): HTMLElement[] => [
  ...picker.renderRoot.querySelectorAll<HTMLElement>('.rows [role="row"]'),
]

/** The drawn rows by their place in the list. */
export function rowAt(picker: IncidentPickerElement, row: number): HTMLElement | undefined {
  return elements(picker).find(({ id }) => id === `row-${row}`)
}
export const titleAt = (picker: IncidentPickerElement, row: number): string =>
  rowAt(picker, row)?.querySelector('.title')?.textContent ?? ''

export const untilRows = (picker: IncidentPickerElement): Promise<HTMLElement> =>
  until(() => rowAt(picker, 0)?.classList.contains('incident') && rowAt(picker, 0), 'the first row')

/** Places of incidents that have files, once that is known. */
export const untilFiles = (picker: IncidentPickerElement): Promise<number> =>
  until(() => {
    const row = elements(picker).find((element) => element.querySelector('.end button:not([hidden])'))
    return row
  }, 'an incident with files').then(({ id }) => Number(id.slice(4)))

export function statusOf(picker: IncidentPickerElement): string {
  // The last one is that of the list; those before are of what is open.
  const places = [...picker.renderRoot.querySelectorAll('[role="status"]')]
  return places.at(-1)?.textContent?.trim() ?? ''
}

export function nodesIn(root: Node, what: number = NodeFilter.SHOW_ALL): number {
  const walker = document.createTreeWalker(root, what)
  let count = 0
  while (walker.nextNode()) count += 1
  return count
}
/** Without texts: an empty one is there in one row and not in another. */
export const frameNodes = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT

export const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
