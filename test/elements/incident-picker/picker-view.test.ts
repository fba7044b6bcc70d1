import { expect } from 'chai'
import { html } from 'lit'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { equals } from '../../../src/protocol/query-builders.js'
import { anyOf } from '../../../src/state/list-view/list-filter.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { find, gridOf, rowAt, show, titleAt, untilRows } from './picker-fixture.js'

type Properties = Partial<
  Pick<
    IncidentPickerElement,
    'tables' | 'table' | 'views' | 'view' | 'viewString' | 'filters' | 'sort' | 'columns' | 'renderRow'
  >
>

/** A picker whose properties are there before it is. */
async function showWith(
  properties: Properties,
  options: WorldOptions = {},
): Promise<{ picker: IncidentPickerElement; world: World; errors: string[] }> {
  const world = await createWorld({ user: 'beth.anglin', ...options })
  const picker = document.createElement('snow-incident-picker')
  const errors: string[] = []
  picker.addEventListener('snow-error', ({ detail }) => errors.push(detail.error.code))
  Object.assign(picker, { view: 'all', ...properties, workspace: world.workspace })
  picker.style.cssText = 'block-size: 600px; inline-size: 420px'
  fixture(html`${picker}`)
  return { picker, world, errors }
}

const tool = (picker: IncidentPickerElement, name: string): HTMLElement => find(picker, `#tool-${name}`)!
const popup = (picker: IncidentPickerElement, name: string): HTMLElement | null =>
  find(picker, `#tool-${name}-popup`)
const items = (picker: IncidentPickerElement): HTMLElement[] => [
  ...picker.renderRoot.querySelectorAll<HTMLElement>('.menu-item'),
]
const itemOf = (picker: IncidentPickerElement, words: string): HTMLElement =>
  items(picker).find((item) => item.textContent!.includes(words))!

async function open(picker: IncidentPickerElement, name: string): Promise<HTMLElement> {
  tool(picker, name).click()
  return until(() => popup(picker, name), `the popup of ${name}`)
}

const settled = (picker: IncidentPickerElement): Promise<boolean> =>
  until(() => find(picker, '.replacing') === null && rowAt(picker, 0)?.matches('.incident'), 'the rows')

describe('<snow-incident-picker>: how the list is looked at', () => {
  it('offers all views of the table and the host, by key, and tells which was chosen', async () => {
    const { picker } = await showWith({
      views: [{ id: 'vip', label: 'VIP', filter: equals('priority', '1') }],
    })
    await untilRows(picker)
    tool(picker, 'view').focus()
    press('ArrowDown')
    await until(() => popup(picker, 'view'), 'the menu')
    await until(() => focused()?.matches('.menu-item'), 'the first view to have the focus')
    expect(items(picker).map((item) => item.textContent!.trim())).to.include.members([
      'My open',
      'Waiting for me',
      'My group',
      'Recently closed',
      'VIP',
    ])
    await expectAccessible(picker)
    const told = nextEvent(picker, 'snow-view-changed')
    itemOf(picker, 'VIP').click()
    expect((await told).detail.viewString).to.equal('1~incident~vip')
    expect(picker.view).to.equal('vip')
    await settled(picker)
    expect(rowAt(picker, 0)!.querySelector('.mark')!.classList.contains('critical')).to.equal(true)
  })

  it('opens on what is chosen now; the sheet of filters on itself, before all of them', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    for (const [name, chosen] of [
      ['view', 'All'],
      ['order', 'Opened, descending'],
    ] as const) {
      await open(picker, name)
      await until(() => focused()?.matches('.menu-item'), 'the focus in the menu')
      expect(focused()!.textContent!.trim()).to.equal(chosen)
      press('Escape')
      await until(() => popup(picker, name) === null, 'the menu to be closed')
    }
    const sheet = await open(picker, 'filter')
    await until(() => focused() === sheet, 'the focus on the sheet')
  })

  it('closes what is open with Escape, and nothing else', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    picker.search = 'a'
    await picker.updateComplete
    await open(picker, 'order')
    press('Escape')
    await until(() => popup(picker, 'order') === null, 'the menu to be closed')
    expect(picker.search).to.equal('a')
    expect(focused()).to.equal(tool(picker, 'order'))
  })

  it('orders by what is chosen, the other way round the second time', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    await open(picker, 'order')
    itemOf(picker, 'Number').click()
    await until(() => picker.sort[0]?.field === 'number', 'the order')
    expect(picker.sort).to.deep.equal([{ field: 'number', descending: true }])
    await open(picker, 'order')
    itemOf(picker, 'Number').click()
    await picker.updateComplete
    expect(picker.sort).to.deep.equal([{ field: 'number', descending: false }])
    expect(tool(picker, 'order').getAttribute('aria-label')).to.equal('Order: Number ↑')
  })

  it('narrows by priority, says so, and takes it back by its chip', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    const sheet = await open(picker, 'filter')
    const critical = await until(
      () =>
        [...sheet.querySelectorAll('label.choice')].find((label) => label.textContent!.includes('Critical')),
      'the choices',
    )
    await expectAccessible(picker)
    const told = nextEvent(picker, 'snow-view-changed')
    critical.querySelector('input')!.click()
    expect((await told).detail.view.filters).to.deep.equal({ priority: { kind: 'any-of', values: ['1'] } })
    press('Escape')
    const chip = await until(() => find(picker, '.chip'), 'the chip')
    await until(() => chip.textContent!.includes('Critical'), 'the name of the choice')
    expect(tool(picker, 'filter').textContent).to.contain('1 filter on')
    await expectAccessible(picker)
    chip.querySelector('button')!.click()
    await until(() => find(picker, '.chip') === null, 'the chip is gone')
    expect(picker.filters).to.deep.equal({})
    await until(() => focused() === tool(picker, 'filter'), 'the focus at the filters')
  })

  it('looks people up while their name is typed, and takes one by key', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    await open(picker, 'filter')
    const box = await until(() => find<HTMLInputElement>(picker, '#filter-caller_id'), 'the box')
    box.focus()
    box.value = 'abel'
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await until(
      () => find(picker, '#filter-caller_id-list [role="option"]')?.textContent?.includes('Abel Tuter'),
      'the person',
    )
    await expectAccessible(picker)
    press('Escape')
    await picker.updateComplete
    expect(popup(picker, 'filter'), 'the sheet stays').to.not.equal(null)
    press('ArrowDown')
    await until(() => find(picker, '#filter-caller_id-list [role="option"].active'), 'an active one')
    press('Enter')
    const chip = await until(() => find(picker, '.chips .chip'), 'the chip')
    expect(chip.textContent).to.contain('Caller: Abel Tuter')
    expect(focused()).to.equal(box)
  })

  it('takes two days in their order only', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    await open(picker, 'filter')
    const select = await until(
      () => find<HTMLSelectElement>(picker, '#filter-opened_at'),
      'the choice of days',
    )
    select.value = 'between'
    select.dispatchEvent(new Event('change'))
    const day = async (at: number, value: string): Promise<void> => {
      const inputs = await until(() => {
        const found = picker.renderRoot.querySelectorAll<HTMLInputElement>('.days input')
        return found.length === 2 && found
      }, 'the days')
      inputs[at]!.value = value
      inputs[at]!.dispatchEvent(new Event('change'))
      await picker.updateComplete
    }
    await day(0, '2026-03-01')
    await day(1, '2026-02-01')
    expect(find(picker, '.days + .problem')).to.not.equal(null)
    await day(1, '2026-03-31')
    expect(picker.filters['opened_at']).to.deep.equal({
      kind: 'between',
      from: '2026-03-01',
      to: '2026-03-31',
    })
  })

  it('shows and hides columns and changes the density, and stays open meanwhile', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    const panel = await open(picker, 'display')
    const option = (words: string): HTMLInputElement =>
      [...panel.querySelectorAll('label')]
        .find((label) => label.textContent!.includes(words))!
        .querySelector('input')!
    option('Caller').click()
    option('Compact').click()
    await picker.updateComplete
    expect(picker.columns.at(-1)).to.equal('caller_id')
    expect(picker.density).to.equal('compact')
    await until(() => rowAt(picker, 0)!.getBoundingClientRect().height === 44, 'closer rows')
    expect(popup(picker, 'display')).to.equal(panel)
    await expectAccessible(picker)
    panel.querySelector<HTMLElement>('.down:not(:disabled)')!.click()
    await picker.updateComplete
    expect(picker.columns.slice(0, 2)).to.deep.equal(['short_description', 'number'])
  })

  it('moves a column on and on by key: the focus goes along, and back from the end', async () => {
    const { picker } = await showWith({})
    await untilRows(picker)
    const panel = await open(picker, 'display')
    const button = (label: string): HTMLElement | null => panel.querySelector(`[aria-label="${label}"]`)
    const [, second, third] = picker.columns
    button('Move Number down')!.focus()
    for (const columns of [
      [second, 'number', third],
      [second, third, 'number'],
    ]) {
      ;(focused() as HTMLElement).click()
      await until(() => picker.columns[1] === columns[1], 'the other order')
      await picker.updateComplete
      expect(picker.columns.slice(0, 3)).to.deep.equal(columns)
      expect(focused()).to.equal(button('Move Number down'))
    }
    button('Move Number up')!.click()
    await until(() => picker.columns[1] === 'number', 'the order of before')
    button('Move Number up')!.click()
    await until(() => focused() === button('Move Number down'), 'the way that is left')
    expect(picker.columns[0]).to.equal('number')
  })

  it('switches between the tables that the host gives', async () => {
    const { picker } = await showWith({ tables: ['incident', 'problem'] })
    await untilRows(picker)
    await open(picker, 'table')
    itemOf(picker, 'Problems').click()
    await until(() => picker.table === 'problem' && /^PRB/.test(metaAt(picker)), 'the problems')
    expect(gridOf(picker).getAttribute('aria-label')).to.equal('Problems')
    await expectAccessible(picker)
  })

  it('saves a view under a name, finds it again, renames and removes it', async () => {
    const { picker } = await showWith({ viewString: '1~incident~all~priority.1' })
    await settled(picker)
    await open(picker, 'view')
    itemOf(picker, 'Save this view').click()
    const name = await until(() => find<HTMLInputElement>(picker, '[name="name"]'), 'the name')
    name.value = 'On fire'
    name.form!.requestSubmit()
    await until(() => popup(picker, 'view') === null, 'the menu to be closed')
    picker.viewString = '1~incident~all'
    await until(() => Object.keys(picker.filters).length === 0, 'the view without filters')
    await open(picker, 'view')
    itemOf(picker, 'On fire').click()
    await until(() => picker.viewString === '1~incident~all~priority.1', 'the saved view')
    await open(picker, 'view')
    itemOf(picker, 'Rename or remove').click()
    const box = await until(() => find<HTMLInputElement>(picker, '[name="name"]'), 'its name')
    await expectAccessible(picker)
    box.value = 'Burning'
    box.form!.requestSubmit()
    await until(() => find(picker, '[aria-label="Remove Burning"]'), 'the other name')
    find(picker, '[aria-label="Remove Burning"]')!.click()
    await until(() => itemOf(picker, 'Save this view'), 'the menu')
    expect(itemOf(picker, 'Burning')).to.equal(undefined)
  })

  it('shows a saved view of a newer version as such', async () => {
    const { picker, world } = await showWith({})
    await untilRows(picker)
    await open(picker, 'view')
    itemOf(picker, 'Save this view').click()
    const name = await until(() => find<HTMLInputElement>(picker, '[name="name"]'), 'the name')
    name.value = 'Tomorrow'
    name.form!.requestSubmit()
    await until(() => popup(picker, 'view') === null, 'the menu to be closed')
    const key = Object.keys(localStorage).find((one) => one.includes(encodeURIComponent(world.client.proxy)))!
    localStorage.setItem(key, localStorage.getItem(key)!.replace('"1~incident', '"7~incident'))
    await open(picker, 'view')
    expect(itemOf(picker, 'Tomorrow').textContent).to.contain('newer version')
    localStorage.removeItem(key)
  })
})

const metaAt = (picker: IncidentPickerElement): string =>
  (rowAt(picker, 0)?.querySelector('.meta')?.textContent ?? '').replace(/[\u2068\u2069]/g, '')

describe('<snow-incident-picker>: what the host asks for', () => {
  it('begins with the view of a string, and tells nobody', async () => {
    const { picker } = await showWith({ viewString: '1~incident~all~priority.1~O.number' })
    let told = 0
    picker.addEventListener('snow-view-changed', () => (told += 1))
    await settled(picker)
    expect(picker.sort).to.deep.equal([{ field: 'number', descending: false }])
    expect(rowAt(picker, 0)!.querySelector('.mark')!.classList.contains('critical')).to.equal(true)
    picker.filters = { priority: { kind: 'any-of', values: ['5'] } }
    await until(() => picker.viewString.includes('priority.5'), 'the other filter')
    picker.search = 'vpn'
    await until(() => picker.viewString.includes('Q.vpn'), 'the search')
    expect(told).to.equal(0)
  })

  it('loses no view that is set with something that has to be understood first', async () => {
    const { picker } = await showWith({ filters: { priority: anyOf('1') } })
    await picker.updateComplete
    picker.requestUpdate()
    await settled(picker)
    expect(picker.viewString).to.equal('1~incident~all~priority.1')
    picker.view = 'my-open'
    picker.filters = { priority: anyOf('2') }
    await until(() => picker.viewString.includes('priority.2'), 'the other filter')
    expect(picker.viewString).to.equal('1~incident~my-open~priority.2')
    picker.filters = { priority: anyOf('3') }
    await picker.updateComplete
    picker.view = 'all'
    await until(() => picker.viewString.includes('priority.3'), 'the last filter')
    expect(picker.viewString).to.equal('1~incident~all~priority.3')
  })

  it('takes attributes', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const place = fixture<HTMLElement>(
      html`<div>
        <snow-incident-picker
          .workspace=${world.workspace}
          view="all"
          sort="number"
          columns="number priority"
          density="compact"
        ></snow-incident-picker>
      </div>`,
    )
    const picker = place.querySelector('snow-incident-picker')!
    await settled(picker)
    expect(picker.viewString).to.equal('1~incident~all~O.number~C.number.priority~D.compact')
  })

  it('takes as properties what the attributes say, as some frameworks set them', async () => {
    const words = {
      tables: 'incident problem',
      columns: 'number priority',
      sort: '-number',
      density: 'compact',
    }
    const { picker, errors } = await showWith(words as unknown as Properties)
    await settled(picker)
    expect(picker.viewString).to.equal('1~incident~all~O.-number~C.number.priority~D.compact')
    expect(find(picker, '.tool.table')).to.not.equal(null)
    expect(errors).to.deep.equal([])
  })

  for (const [what, wish, code] of [
    ['a newer version', { viewString: '9~incident~all' }, 'SNOW_VIEW_TOO_NEW'],
    ['an unknown column', { viewString: '1~incident~all~C.number.nonsense' }, 'SNOW_VIEW_INVALID'],
    ['an unknown field', { filters: { nonsense: { kind: 'any-of', values: ['1'] } } }, 'SNOW_VIEW_INVALID'],
    ['a filter of no shape', { filters: { priority: 7 } }, 'SNOW_VIEW_INVALID'],
    ['a filter by numbers', { filters: { priority: { kind: 'any-of', values: [1] } } }, 'SNOW_VIEW_INVALID'],
    ['a filter by half a query', { filters: { state: anyOf('1^ORstate=2') } }, 'SNOW_VIEW_INVALID'],
    ['an order of no shape', { sort: [null] }, 'SNOW_VIEW_INVALID'],
    ['a table that nobody knows', { table: 'u_nonsense' }, 'SNOW_VIEW_INVALID'],
    ['a view that cannot be', { views: [{ id: 'a b', label: '' }] }, 'SNOW_VIEW_INVALID'],
  ] as const) {
    it(`shows a list in spite of ${what}, says so and tells the host`, async () => {
      const { picker, errors } = await showWith(wish as unknown as Properties)
      await settled(picker)
      expect(errors).to.deep.equal([code])
      expect(find(picker, '.list-note[role="alert"]')).to.not.equal(null)
      await expectAccessible(picker)
    })
  }

  it('takes the text of rows from the host, and ours where that throws, told once', async () => {
    const { picker, errors } = await showWith({
      renderRow: ({ number }) => ({ title: `Mine ${number}`, meta: 'own words', part: 'special' }),
    })
    await settled(picker)
    expect(titleAt(picker, 0)).to.match(/^Mine INC/)
    expect(rowAt(picker, 0)!.part.contains('special')).to.equal(true)
    picker.renderRow = () => {
      throw new Error('of the host')
    }
    await until(() => !titleAt(picker, 0).startsWith('Mine'), 'our own words')
    expect(errors).to.deep.equal(['SNOW_CALLBACK_FAILED'])
  })

  it('has slots above, below and in place of nothing', async () => {
    const { picker } = await show({}, { search: 'zebra crossing' })
    picker.append(
      ...['header', 'footer', 'empty'].map((slot) => Object.assign(document.createElement('p'), { slot })),
    )
    await until(() => find(picker, '.empty'), 'the words for nothing')
    const slots = [...picker.renderRoot.querySelectorAll('slot')]
    expect(slots.map((slot) => slot.assignedElements().length)).to.deep.equal([1, 1, 1])
  })
})
