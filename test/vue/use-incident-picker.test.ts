import { expect } from 'chai'
import { computed, effectScope, h, nextTick, ref, type Component, type VNode } from 'vue'
import type { IncidentPickerOptions } from '../../src/picker.js'
import { useIncidentPicker, type UsedIncidentPicker } from '../../src/vue/use-incident-picker.js'
import { until } from '../support/fixture.js'
import { flush } from '../support/flush.js'
import { createWorld, type World } from '../support/world.js'
import { mounted } from './mounted.js'

describe('useIncidentPicker for Vue', () => {
  let world: World
  let asked: Request[]
  let used: UsedIncidentPicker
  let holds: boolean

  beforeEach(async () => {
    asked = []
    holds = false
    world = await createWorld({
      user: 'beth.anglin',
      intercept(request) {
        if (!request.url.includes('/table/incident')) return undefined
        asked.push(request)
        return holds ? new Promise(() => undefined) : undefined
      },
    })
  })

  const listOf = (wish: Partial<IncidentPickerOptions> = {}): Component => ({
    setup: () => {
      const options = { workspace: world.workspace, view: 'all', ...wish }
      const { picker, snapshot } = (used = useIncidentPicker(options))
      const places = computed(() => Math.min(snapshot.value.count, 5))
      return (): VNode =>
        h(
          'ul',
          { 'data-selected': snapshot.value.selection.incidents.length },
          Array.from({ length: places.value }, (_, place) => {
            const row = picker.rowAt(place)
            const text = row.kind === 'record' ? row.record.number : row.kind
            return h('li', { 'data-mark': row.mark, onClick: () => picker.toggle(place) }, text)
          }),
        )
    },
  })
  const List = listOf()
  const items = (place: Element): HTMLElement[] => [...place.querySelectorAll('li')]
  const untilListed = (place: Element): Promise<unknown> =>
    until(() => (items(place)[0]?.textContent ?? '').startsWith('INC'), 'the rows')

  it('lists with one request, renders what is selected, and ends with the component', async () => {
    const shown = ref(true)
    const { place, errors } = mounted(() => (shown.value ? h(List) : 'gone'))
    await untilListed(place)
    const urls = asked.map(({ url }) => url)
    expect(urls).to.deep.equal([...new Set(urls)])
    items(place)[1]!.click()
    await nextTick()
    expect([items(place)[1]!.dataset.mark, place.querySelector('ul')!.dataset.selected]).to.deep.equal([
      'all',
      '1',
    ])
    const { picker, snapshot } = used
    shown.value = false
    await nextTick()
    const before = snapshot.value
    const { length } = asked
    picker.toggle(0)
    void world.signIn('abel.tuter')
    await flush(20)
    expect([snapshot.value === before, place.textContent, asked.length]).to.deep.equal([true, 'gone', length])
    expect(errors).to.deep.equal([])
  })

  it('selects what is preselected, and remembers the selection for the next page', async () => {
    const { items: newest } = await world.client.incidents.list({
      query: { kind: 'and', of: [] },
      sort: [{ field: 'opened_at', descending: true }],
      offset: 0,
      limit: 3,
    })
    const remember = `vue-${crypto.randomUUID()}`
    const selected = (place: Element): string | undefined => place.querySelector('ul')?.dataset['selected']
    const shown = ref(true)
    const First = listOf({ remember, preselected: [newest[0]!.number, newest[2]!.sysId] })
    const first = mounted(() => (shown.value ? h(First) : 'gone'))
    await untilListed(first.place)
    await until(() => selected(first.place) === '2', 'what is preselected')
    expect(
      items(first.place)
        .slice(0, 3)
        .map(({ dataset }) => dataset['mark']),
    ).to.deep.equal([...['all', 'none', 'all']])
    items(first.place)[1]!.click()
    shown.value = false
    await nextTick()
    const next = mounted(listOf({ workspace: world.page(), remember, preselected: ['INC0010001'] }))
    await untilListed(next.place)
    await until(() => selected(next.place) === '3', 'what was remembered')
    used.picker.clear()
    expect([first.errors, next.errors]).to.deep.equal([[], []])
  })

  it('takes over the markup of a server', async () => {
    const { place, errors } = mounted(List, '<ul data-selected="0"></ul>')
    await untilListed(place)
    expect(errors).to.deep.equal([])
  })

  it('works in a scope of its own', async () => {
    const scope = effectScope()
    const { picker, snapshot } = scope.run(() =>
      useIncidentPicker({ workspace: world.workspace, view: 'all' }),
    )!
    await until(() => snapshot.value.list.seen > 0, 'the rows')
    await flush(20)
    const { length } = asked
    holds = true
    void picker.refresh()
    const request = await until(() => asked[length], 'a request')
    scope.stop()
    await until(() => request.signal.aborted, 'it to be given up')
  })
})
