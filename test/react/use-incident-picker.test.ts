import { expect } from 'chai'
import { Component, createElement, startTransition, StrictMode, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { html } from 'lit'
import { useIncidentPicker, type UsedIncidentPicker } from '../../src/react/use-incident-picker.js'
import type { Workspace } from '../../src/state/types.js'
import { fixture, until } from '../support/fixture.js'
import { createWorld, type World } from '../support/world.js'

let used: UsedIncidentPicker
let renders = 0

interface Wish {
  readonly preselected?: readonly string[]
  readonly remember?: string
}

function List({ workspace, wish }: { readonly workspace: Workspace; readonly wish?: Wish }): ReactNode {
  const picker = useIncidentPicker({ workspace, view: 'all', ...wish })
  used = picker
  renders += 1
  const rows = Array.from({ length: Math.min(picker.count, 5) }, (_, place) => picker.picker.rowAt(place))
  return createElement(
    'ul',
    { 'data-selected': picker.selection.incidents.length },
    rows.map((row, place) =>
      createElement(
        'li',
        { key: place, 'data-mark': row.mark, onClick: () => picker.picker.toggle(place) },
        row.kind === 'record' ? row.record.number : row.kind,
      ),
    ),
  )
}

const items = (place: Element): HTMLElement[] => [...place.querySelectorAll('li')]
const untilListed = (place: Element): Promise<true> =>
  until(() => (items(place)[0]?.textContent ?? '').startsWith('INC'), 'the rows').then(() => true)

describe('useIncidentPicker for React', () => {
  let world: World
  let asked: Request[]
  let place: HTMLElement
  let root: Root | undefined

  beforeEach(async () => {
    asked = []
    world = await createWorld({
      user: 'beth.anglin',
      intercept: (request) => void (request.url.includes('/table/incident') && asked.push(request)),
    })
    place = fixture(html`<div></div>`)
    renders = 0
  })
  afterEach(() => root?.unmount())

  const strict = (): ReactNode => createElement(StrictMode, null, createElement(List, world))

  it('lists in strict mode with one request, and renders what is selected', async () => {
    root = createRoot(place)
    root.render(strict())
    await untilListed(place)
    const urls = asked.map(({ url }) => url)
    expect(urls).to.deep.equal([...new Set(urls)])
    flushSync(() => items(place)[1]!.click())
    expect([items(place)[1]!.dataset.mark, place.querySelector('ul')!.dataset.selected]).to.deep.equal([
      'all',
      '1',
    ])
    const before = renders
    used.picker.clear()
    await until(() => items(place)[1]!.dataset.mark === 'none', 'the row to be let go')
    used.picker.clear()
    expect(renders - before).to.be.at.most(4)
  })

  it('never shows a row and a count of two moments', async () => {
    const seen = new Set<string>()
    let acted = false
    function Counted(): ReactNode {
      const { picker, selection, count } = useIncidentPicker({ workspace: world.workspace, view: 'all' })
      used = { ...picker.getSnapshot(), picker }
      // Before React has shown what it renders just now.
      if (selection.incidents.length === 1 && !acted) {
        acted = true
        queueMicrotask(() => picker.toggle(1))
      }
      const mark = count > 1 ? (picker.rowAt(1).mark ?? '') : ''
      return createElement('p', null, `${selection.incidents.length} ${mark}`)
    }
    root = createRoot(place)
    root.render(createElement(Counted))
    await until(() => place.textContent === '0 none', 'the rows')
    // Each commit, also one that no frame shows.
    const watch = new MutationObserver(() => seen.add(place.textContent))
    watch.observe(place, { characterData: true, childList: true, subtree: true })
    startTransition(() => used.picker.toggle(0))
    await until(() => place.textContent === '2 all', 'both to be selected')
    watch.disconnect()
    expect([...seen])
      .to.not.include('2 none')
      .and.not.include('1 all')
  })

  it('ends with the component', async () => {
    root = createRoot(place)
    flushSync(() => root!.render(strict()))
    const { picker } = used
    root.unmount()
    await until(() => asked.every(({ signal }) => signal.aborted), 'what was under way to be given up')
    expect(picker.getSnapshot().list.seen).to.equal(0)
  })

  it('selects what is preselected, and remembers the selection for the next page', async () => {
    const { items } = await world.client.incidents.list({
      query: { kind: 'and', of: [] },
      sort: [{ field: 'opened_at', descending: true }],
      offset: 0,
      limit: 3,
    })
    const selected = (): string | undefined => place.querySelector('ul')?.dataset['selected']
    const remember = `react-${crypto.randomUUID()}`
    const show = (workspace: Workspace, preselected: readonly string[]): void => {
      root = createRoot(place)
      root.render(
        createElement(StrictMode, null, createElement(List, { workspace, wish: { remember, preselected } })),
      )
    }
    show(world.workspace, [items[0]!.number, items[2]!.sysId])
    await untilListed(place)
    await until(() => selected() === '2', 'what is preselected')
    expect(items.map((_, row) => place.querySelectorAll('li')[row]!.dataset['mark'])).to.deep.equal([
      ...['all', 'none', 'all'],
    ])
    flushSync(() => place.querySelectorAll('li')[1]!.click())
    root!.unmount()
    show(world.page(), ['INC0010001'])
    await untilListed(place)
    await until(() => selected() === '3', 'what was remembered')
    used.picker.clear()
  })

  it('takes over the markup of a server', async () => {
    place.innerHTML = '<ul data-selected="0"></ul>'
    const errors: unknown[] = []
    root = hydrateRoot(place, strict(), { onRecoverableError: (error) => errors.push(error) })
    await untilListed(place)
    expect(errors).to.deep.equal([])
  })

  it('goes on when a component beside it throws', async () => {
    class Boundary extends Component<{ readonly children?: ReactNode }, { readonly failed: boolean }> {
      override state = { failed: false }
      static getDerivedStateFromError = (): { failed: boolean } => ({ failed: true })
      override render(): ReactNode {
        return this.state.failed ? 'failed' : this.props.children
      }
    }
    function Breaks({ workspace }: { readonly workspace: Workspace }): ReactNode {
      const { list } = useIncidentPicker({ workspace, view: 'all' })
      if (list.seen > 0) throw new Error('of the host')
      return 'waiting'
    }
    root = createRoot(place, { onCaughtError: () => undefined })
    root.render([
      createElement(Boundary, { key: 'one' }, createElement(Breaks, world)),
      createElement(List, { key: 'two', ...world }),
    ])
    await untilListed(place)
    await until(() => place.textContent.includes('failed'), 'the other one to fail')
    flushSync(() => items(place)[0]!.click())
    expect(items(place)[0]!.dataset.mark).to.equal('all')
  })
})
