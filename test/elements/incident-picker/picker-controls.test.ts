import { expect } from 'chai'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { equals } from '../../../src/protocol/query-builders.js'
import type { Incident } from '../../../src/protocol/records.js'
import { incidentTable } from '../../../src/protocol/tables/incident-table.js'
import type { FilterDescriptor } from '../../../src/protocol/tables/table-descriptor.js'
import { expectAccessible } from '../../support/axe.js'
import { nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { elements, find, gridOf, rowAt, show, statusOf, untilRows } from './picker-fixture.js'

type How = 'mouse' | 'key'
const ways: readonly How[] = ['mouse', 'key']

/** A click, or what the browser makes of Space on a control that has the focus. */
function use(control: HTMLElement, how: How): void {
  if (how === 'key') {
    control.focus()
    expect(focused(), control.outerHTML).to.equal(control)
  }
  control.click()
}

const popup = (picker: IncidentPickerElement, tool: string): HTMLElement | null =>
  find(picker, `#tool-${tool}-popup`)

async function open(picker: IncidentPickerElement, tool: string, how: How): Promise<HTMLElement> {
  const button = find(picker, `#tool-${tool}`)!
  if (how === 'mouse') button.click()
  else {
    button.focus()
    press('ArrowDown')
  }
  return until(() => popup(picker, tool), `the popup of ${tool}`)
}

/** The incidents that are shown now, read through the selection. */
async function listed(picker: IncidentPickerElement): Promise<readonly Incident[]> {
  await until(
    () =>
      find(picker, '.replacing') === null &&
      statusOf(picker) !== 'Loading…' &&
      (find(picker, '.empty') ?? rowAt(picker, 0)?.matches('.incident')),
    'the list',
  )
  if (find(picker, '.empty') !== null) return []
  gridOf(picker).focus()
  press('a', { ctrlKey: true })
  const { incidents } = picker.selected
  picker.clearSelection()
  return incidents
}

describe('<snow-incident-picker>: each filter', () => {
  const { filters } = incidentTable
  const dayMs = 86_400_000

  /** Narrows by one filter; returns whether a record satisfies it. */
  const narrow: Record<
    FilterDescriptor['kind'],
    (picker: IncidentPickerElement, field: string, how: How) => Promise<(incident: Incident) => boolean>
  > = {
    async choice(picker, field, how) {
      const nth = filters.filter(({ kind }) => kind === 'choice').findIndex((one) => one.field === field)
      const choice = await until(
        () => picker.renderRoot.querySelectorAll('fieldset:has(.choices)')[nth]?.querySelectorAll('label')[1],
        `the choices of ${field}`,
      )
      use(choice.querySelector('input')!, how)
      const word = choice.textContent!.trim()
      return ({ fields }) => fields[field]!.label === word
    },
    async reference(picker, field, how) {
      const box = await until(() => find<HTMLInputElement>(picker, `#filter-${field}`), `the box of ${field}`)
      if (how === 'mouse') box.click()
      else {
        box.focus()
        press('ArrowDown')
      }
      // Somebody of the instance, not "me" or "empty".
      const options = await until(() => {
        const found = [
          ...picker.renderRoot.querySelectorAll<HTMLElement>(`#filter-${field}-list [role=option]`),
        ]
        return found.length > 3 && found
      }, `who there is for ${field}`)
      const named = await chooseUsed(options, field)
      if (how === 'mouse') options[named]!.click()
      else {
        press('Home')
        for (let step = 0; step < named; step += 1) press('ArrowDown')
        await picker.updateComplete
        expect(box.getAttribute('aria-activedescendant')).to.equal(options[named]!.id)
        press('Enter')
      }
      const word = options[named]!.querySelector('bdi')!.textContent!.trim()
      return ({ fields }) => fields[field]!.label === word
    },
    async date(picker, field, how) {
      const select = await until(
        () => find<HTMLSelectElement>(picker, `#filter-${field}`),
        `days of ${field}`,
      )
      if (how === 'key') select.focus()
      select.value = how === 'mouse' ? '30' : '90'
      select.dispatchEvent(new Event('change', { bubbles: true }))
      // The list asked a moment before this looks.
      const longestMs = Number(select.value) * dayMs + 60_000
      const at = ({ fields }: Incident): number => Date.parse(`${fields[field]!.value.replace(' ', 'T')}Z`)
      return (incident) => Date.now() - at(incident) <= longestMs
    },
  }

  let used: readonly Incident[] = []
  async function chooseUsed(options: readonly HTMLElement[], field: string): Promise<number> {
    const words = new Set(used.map(({ fields }) => fields[field]!.label).filter((word) => word !== ''))
    const at = options.findIndex((option) => words.has(option.querySelector('bdi')!.textContent!.trim()))
    expect(at, field).to.be.greaterThan(-1)
    return at
  }

  for (const how of ways) {
    it(`narrows the list by ${how}, says so, and is taken off again`, async () => {
      const { picker } = await show({ emulator: { incidents: 45 } })
      await untilRows(picker)
      used = await listed(picker)
      for (const { field, kind } of filters) {
        await open(picker, 'filter', how)
        const told = nextEvent(picker, 'snow-view-changed')
        const isIn = await narrow[kind](picker, field, how)
        expect(Object.keys((await told).detail.view.filters), field).to.deep.equal([field])
        press('Escape')
        await until(() => popup(picker, 'filter') === null, 'the sheet to close')
        const incidents = await listed(picker)
        expect(incidents.length, field).to.be.greaterThan(0)
        expect(
          incidents.filter((one) => !isIn(one)).map(({ number }) => number),
          field,
        ).to.deep.equal([])
        const remove = await until(() => find(picker, '.chips .chip button'), `the chip of ${field}`)
        use(remove, how)
        await until(() => find(picker, '.chip') === null, 'the chip to go')
        expect(picker.filters, field).to.deep.equal({})
      }
    })
  }
})

describe('<snow-incident-picker>: each view', () => {
  const vip = { id: 'vip', label: 'VIP', filter: equals('priority', '1') }

  it('is chosen by mouse and by key, the host’s and those of the table', async () => {
    const { picker } = await show({ emulator: { incidents: 20 } }, { views: [vip] })
    await untilRows(picker)
    const ids = [...incidentTable.views, vip].map(({ id }) => id)
    for (const how of ways) {
      for (const [at, id] of ids.entries()) {
        if (picker.view === id) continue
        await open(picker, 'view', how)
        const items = await until(() => {
          const found = [...picker.renderRoot.querySelectorAll<HTMLElement>('[role=menuitemradio]')]
          return found.length >= ids.length && found
        }, 'the views')
        const told = nextEvent(picker, 'snow-view-changed')
        if (how === 'mouse') items[at]!.click()
        else {
          await until(() => focused()?.matches('[role^=menuitem]'), 'the focus in the menu')
          press('Home')
          for (let step = 0; step < at; step += 1) press('ArrowDown')
          expect(focused()).to.equal(items[at])
          use(focused() as HTMLElement, how)
        }
        expect([id, (await told).detail.view.view, picker.view]).to.deep.equal([id, id, id])
        await listed(picker)
      }
    }
  })
})

describe('<snow-incident-picker>: columns, density and order', () => {
  it('are chosen by key, and the focus goes along with a column that moves', async () => {
    const { picker } = await show({ emulator: { incidents: 20 } })
    await untilRows(picker)
    const panel = await open(picker, 'display', 'key')
    const option = (word: string): HTMLElement =>
      [...panel.querySelectorAll<HTMLElement>('.option')].find((one) =>
        one.querySelector('label')!.textContent!.includes(word),
      )!
    const press = async (control: HTMLElement): Promise<void> => {
      use(control, 'key')
      await picker.updateComplete
    }
    await press(option('Number').querySelector('.down')!)
    expect(picker.columns.slice(0, 2)).to.deep.equal(['short_description', 'number'])
    await until(() => focused() === option('Number').querySelector('.down'), 'the focus at the column')
    await press(option('Number').querySelector('.up')!)
    expect(picker.columns[0]).to.equal('number')
    // It cannot go further up.
    await until(() => focused() === option('Number').querySelector('.down'), 'the focus where it can go')
    await press(option('Caller').querySelector('input')!)
    expect(picker.columns.at(-1)).to.equal('caller_id')
    await until(() => focused() === option('Caller').querySelector('input'), 'the focus at the column')
    await press(option('Caller').querySelector('input')!)
    expect(picker.columns).to.not.include('caller_id')
    await press(panel.querySelectorAll<HTMLElement>('[name=density]')[1]!)
    expect(picker.density).to.equal('compact')
    await expectAccessible(picker)
  })

  it('order by a key on the name of a column and in the menu, the other way the second time', async () => {
    const { picker } = await show({ emulator: { incidents: 20 } })
    picker.style.inlineSize = '960px'
    await untilRows(picker)
    const heads = await until(() => {
      const found = [...picker.renderRoot.querySelectorAll<HTMLElement>('[role=columnheader] button')]
      return found.length > 3 && found
    }, 'the names of the columns')
    for (const descending of [true, false]) {
      use(heads[0]!, 'key')
      await picker.updateComplete
      expect(picker.sort).to.deep.equal([{ field: 'number', descending }])
      expect(focused()).to.equal(heads[0])
      await listed(picker)
    }
    await open(picker, 'order', 'key')
    await until(() => focused()?.matches('[role^=menuitem]'), 'the focus in the menu')
    while (!focused()!.textContent!.includes('Priority')) press('ArrowDown')
    use(focused() as HTMLElement, 'key')
    await until(() => picker.sort[0]?.field === 'priority', 'the order')
    expect(focused()).to.equal(find(picker, '#tool-order'))
  })
})

describe('<snow-incident-picker>: each key', () => {
  const active = (picker: IncidentPickerElement): number =>
    Number(gridOf(picker).getAttribute('aria-activedescendant')?.slice(4) ?? -1)

  it('moves, selects, searches and leaves as it should, and every step can be read out', async () => {
    const { picker } = await show({ emulator: { incidents: 60 } })
    await untilRows(picker)
    const grid = gridOf(picker)
    const last = Number(grid.getAttribute('aria-rowcount')) - 2
    grid.focus()
    press('ArrowDown')
    const moves = [
      ['ArrowDown', {}, (at: number) => at === 1],
      ['ArrowUp', {}, (at: number) => at === 0],
      ['PageDown', {}, (at: number) => at > 4 && at < 15],
      ['PageDown', {}, (at: number) => at > 9],
      ['PageUp', {}, (at: number) => at > 4 && at < 15],
      ['End', {}, (at: number) => at > 48],
      ['Home', {}, (at: number) => at === 0],
      ['End', { ctrlKey: true }, (at: number) => at > 48],
      ['Home', { ctrlKey: true }, (at: number) => at === 0],
    ] as const
    for (const [key, held, isThere] of moves) {
      press(key, held)
      await until(() => isThere(active(picker)), `where ${key} leads`)
      const row = rowAt(picker, active(picker))!
      // Its place among how many, of which a reader of the screen speaks; the root is the first.
      expect(row.getAttribute('aria-rowindex')).to.equal(String(active(picker) + 2))
    }
    expect(last === -3 || last > 48).to.equal(true)
    const selected = (): number => picker.selected.incidents.length
    const selects = [
      [' ', {}, 1],
      ['ArrowDown', { shiftKey: true }, 2],
      ['PageDown', { shiftKey: true }, undefined],
      ['PageUp', { shiftKey: true }, 2],
      ['ArrowUp', { shiftKey: true }, 1],
      ['End', { shiftKey: true }, undefined],
      ['Home', { shiftKey: true }, 1],
    ] as const
    for (const [key, held, count] of selects) {
      press(key, held)
      if (count === undefined) expect(selected(), key).to.be.greaterThan(5)
      else expect(selected(), key).to.equal(count)
      await picker.updateComplete
      expect(statusOf(picker), key).to.equal(`${selected()} selected`)
    }
    press('a', { ctrlKey: true })
    await picker.updateComplete
    expect(elements(picker).filter((row) => row.matches('.incident')).length).to.be.greaterThan(5)
    expect(elements(picker).every((row) => row.getAttribute('aria-selected') !== 'false')).to.equal(true)
    expect(statusOf(picker)).to.match(/^\d+ selected$/)
    picker.clearSelection()
    press('/')
    const box = find<HTMLInputElement>(picker, '.search input')!
    expect(focused()).to.equal(box)
    box.value = 'no such words at all'
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    press('Enter')
    await until(() => find(picker, '.empty'), 'no match')
    expect(statusOf(picker)).to.equal('0 incidents')
    press('Escape')
    await untilRows(picker)
    expect([picker.search, focused()]).to.deep.equal(['', box])
    picker.search = 'vpn'
    const clear = await until(() => find(picker, '.clear-search'), 'the way out by mouse')
    clear.click()
    await until(() => find(picker, '.clear-search') === null, 'it to go')
    expect([picker.search, focused()]).to.deep.equal(['', box])
    await untilRows(picker)
    press('ArrowDown')
    expect(focused()).to.equal(grid)
  })
})
