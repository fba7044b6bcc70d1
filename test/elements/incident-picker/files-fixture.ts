import { html } from 'lit'
import '../../../src/define/snow-incident-picker.js'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { fixture, until } from '../../support/fixture.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { attachUsualFiles, quietTicket, type Ticket } from '../incident/tickets.js'
import { elements, rowAt } from './picker-fixture.js'

export interface ShownFiles {
  readonly world: World
  readonly ticket: Ticket
  readonly picker: IncidentPickerElement
  /** Names of the files whose rows are drawn, in their order: those of one second have no other. */
  names(): readonly string[]
  /** The row of the file of that name. */
  file(name: string): HTMLElement
  press(name: string): void
  /** What shows a file. */
  viewer(): HTMLElement | null
  untilViewer(part?: string): Promise<HTMLElement>
}

export interface FilesOptions extends WorldOptions {
  readonly width?: number
  readonly selection?: 'multiple' | 'single' | 'none'
}

/** A list whose only incident shows its files. */
export async function showFiles(
  make: (world: World, ticket: Ticket) => void = ({ emulator }, ticket) => attachUsualFiles(emulator, ticket),
  { width = 420, selection = 'multiple', ...options }: FilesOptions = {},
): Promise<ShownFiles> {
  const world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 0 }, ...options })
  const ticket = quietTicket(world.emulator)
  make(world, ticket)
  const picker = document.createElement('snow-incident-picker')
  Object.assign(picker, { view: 'all', search: ticket.number, selection, workspace: world.workspace })
  picker.style.blockSize = '600px'
  picker.style.inlineSize = `${width}px`
  fixture(html`${picker}`)
  const toggle = await until(
    () => rowAt(picker, 0)?.querySelector<HTMLElement>('.end button:not([hidden])'),
    'an incident with files',
  )
  toggle.click()
  await until(() => rowAt(picker, 1)?.classList.contains('file'), 'the files')
  const file = (name: string): HTMLElement => {
    const row = elements(picker).find((row) => row.querySelector('.title')?.textContent?.includes(name))
    if (row === undefined) throw new Error(`no row of ${name}`)
    return row
  }
  const placeOf = (row: Element): number => Number(row.id.slice('row-'.length)) + 1
  const viewer = (): HTMLElement | null => picker.renderRoot.querySelector<HTMLElement>('[role="dialog"]')
  return {
    world,
    ticket,
    picker,
    file,
    viewer,
    names: () =>
      elements(picker)
        .filter((row) => row.classList.contains('file'))
        .sort((a, b) => placeOf(a) - placeOf(b))
        .map((row) => row.querySelector('.title')?.textContent ?? ''),
    press: (name) => file(name).querySelector<HTMLElement>('.end button')!.click(),
    untilViewer: (part = '*') =>
      until(() => viewer()?.querySelector(part) && viewer(), `${part} in the viewer`),
  }
}
