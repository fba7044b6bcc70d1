import { expect } from 'chai'
import fc from 'fast-check'
import type { Client } from '../../src/client/types.js'
import type { Incident } from '../../src/protocol/records.js'
import { incidentTable } from '../../src/protocol/tables/incident-table.js'
import { newestFirst } from '../../src/protocol/tables/task-views.js'
import { catalogueOf, initialListView } from '../../src/state/list-view/list-view.js'
import { RecordListStore } from '../../src/state/record-list-store.js'
import { flush } from '../support/flush.js'
import { abelsSession, scriptedWorkspace } from '../support/scripted-workspace.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'
import { createWorld, type World } from '../support/world.js'

const incidents = 160
/** Rows that are in view at once. */
const view = 9

interface Scrolled {
  readonly store: RecordListStore
  readonly clock: TestClock
  /** Resolves once no request is under way. */
  quiet(): Promise<void>
}

/** The rows that stay, newest first, when those are hidden that the pattern says. */
async function hide({ emulator, client }: World, isHidden: readonly boolean[]): Promise<readonly string[]> {
  emulator.showRows()
  const all: Incident[] = []
  for (let offset = 0; offset < incidents; offset += 80) {
    const query = { kind: 'and', of: [] } as const
    const page = await client.incidents.list({ query, sort: newestFirst, offset, limit: 80 })
    all.push(...page.items)
  }
  const hidden = all.filter((_, place) => isHidden[place])
  emulator.hideRows(
    'incident',
    hidden.map(({ sysId }) => sysId),
  )
  return all.filter((incident) => !hidden.includes(incident)).map(({ number }) => number)
}

/** The real list store, on the real client, proxy and emulator. */
function startList({ client }: World, pageSize: number): Scrolled {
  const under = new Set<Promise<unknown>>()
  const list: Client['incidents']['list'] = (options) => {
    const page = client.incidents.list(options)
    under.add(page)
    void page.catch(() => undefined).finally(() => under.delete(page))
    return page
  }
  const clock = createTestClock()
  const watched = {
    incidents: { ...client.incidents, list },
    attachments: { listFor: () => Promise.resolve([]) },
  } as unknown as Client
  const workspace = scriptedWorkspace(
    { phase: 'connected', session: abelsSession },
    { client: watched, clock },
  )
  const shown = initialListView(catalogueOf(incidentTable), 'all')
  const store = new RecordListStore({ workspace, pageSize, shown })
  store.start(new AbortController().signal)
  return {
    store,
    clock,
    async quiet() {
      do {
        await Promise.allSettled(under)
        await flush()
      } while (under.size > 0)
    },
  }
}

/** Rests with the view at a row, as a person does. */
async function rest({ store, clock, quiet }: Scrolled, first: number): Promise<void> {
  for (let before = -1; before !== store.rows.count;) {
    before = store.rows.count
    store.look(first, Math.min(store.rows.count, first + view))
    clock.advance(200)
    await quiet()
  }
}

function numberAt({ store }: Scrolled, row: number): string {
  const place = store.rows.at(row)
  return place.kind === 'record' ? place.record.number : place.kind
}

const runs = (lengths: readonly number[]): boolean[] =>
  lengths.flatMap((length, nth) => Array.from({ length }, () => nth % 2 === 1)).slice(0, incidents)

const share = (hidden: number): fc.Arbitrary<boolean[]> =>
  fc.array(
    fc.nat(99).map((n) => n < hidden),
    { minLength: incidents, maxLength: incidents },
  )

/** Which rows are hidden: about three of ten, here and there, in clusters, by whole pages, at both ends. */
const patterns = (pageSize: number): fc.Arbitrary<readonly boolean[]> =>
  fc.oneof(
    share(30),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 40 }).map(runs),
    share(30).map((pages) =>
      Array.from({ length: incidents }, (_, row) => pages[Math.floor(row / pageSize)]!),
    ),
    fc
      .tuple(fc.nat(60), fc.nat(60))
      .map(([first, last]) =>
        Array.from({ length: incidents }, (_, row) => row < first || row >= incidents - last),
      ),
    share(97),
  )

const cases = fc.constantFrom(5, 10, 25, 50).chain((pageSize) =>
  fc.record({
    pageSize: fc.constant(pageSize),
    isHidden: patterns(pageSize),
    step: fc.integer({ min: 1, max: view }),
    jumps: fc.array(fc.nat(incidents), { maxLength: 3 }),
  }),
)

describe('a list in which ServiceNow hides rows', () => {
  it('shows each visible row once from top to end, no blank one, and counts right', async function () {
    this.timeout(120_000)
    const world = await createWorld({ user: 'beth.anglin', emulator: { incidents } })
    await fc.assert(
      fc.asyncProperty(cases, async ({ pageSize, isHidden, step, jumps }) => {
        const truth = await hide(world, isHidden)
        const list = startList(world, pageSize)
        await list.quiet()
        const { store } = list
        const checkCount = (): void => {
          const { seen, complete } = store.get()
          expect(seen).to.be.at.most(truth.length)
          if (complete) expect([seen, store.rows.count]).to.deep.equal([truth.length, truth.length])
        }
        const unsubscribe = store.subscribe(checkCount)
        for (const row of jumps) await rest(list, Math.min(row, Math.max(0, store.rows.count - view)))

        const shown: string[] = []
        for (let first = 0; ; first += step) {
          await rest(list, first)
          const last = Math.min(first + view, store.rows.count)
          const inView = Array.from({ length: Math.max(0, last - first) }, (_, nth) =>
            numberAt(list, first + nth),
          )
          expect(inView).to.deep.equal(truth.slice(first, first + view))
          shown.push(...inView.slice(Math.max(0, shown.length - first)))
          if (first + view >= store.rows.count) break
        }
        expect(shown).to.deep.equal(truth)
        expect(store.get()).to.include({ complete: true, seen: truth.length, status: 'ready' })
        unsubscribe()
      }),
      { numRuns: 40 },
    )
  })
})
