import { Random } from '../random.js'
import { type SeedTimes } from '../seed-times.js'
import { type LazyJournals, type Store } from '../../storage/store.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type IncidentStory } from './incident-story.js'
import { fill } from './words.js'

/** The journals of so many incidents are told at once; those of a million would take three gigabytes. */
const mostTold = 200_000

/** The first number that the seed gives to an incident, without its prefix. */
const firstNumber = 10_001

/** Tells a seeded incident again; `undefined` for one that was written by hand. */
export type StoryTeller = (place: number) => { story: IncidentStory; seed: number } | undefined

/**
 * The journals of seeded incidents, told when somebody looks. Nothing is kept of them until then: the
 * incident's number leads to its story.
 */
export function storyJournals(
  store: Store,
  times: SeedTimes,
  many: { count: number; tell: StoryTeller },
): LazyJournals {
  const told = new Uint8Array(many.count)
  const journal = store.table('sys_journal_field')
  function* entriesOf(sysId: string, place: number): Generator<StoredRow, void> {
    const again = told[place] === 0 ? many.tell(place) : undefined
    if (again === undefined) return
    const { story, seed } = again
    // Its own sequence: the story's has made the incident's sys_id.
    const random = new Random(seed ^ 0x5bd1e995)
    for (const { entry, by, ago } of story.events) {
      if (entry === undefined) continue
      yield {
        sys_id: random.sysId(),
        element_id: sysId,
        element: entry.element,
        name: 'incident',
        value: fill(entry.text, seed),
        sys_created_on: times.minutesAgo(ago),
        sys_created_by: by,
      }
    }
  }
  const tell = (sysId: string, place: number): void => {
    for (const entry of entriesOf(sysId, place)) journal.insert(entry)
    told[place] = 1
  }
  /** Entries that were there all along: nobody wrote them just now. */
  const unwatched = (run: () => void): void => {
    const { watcher } = store
    store.watcher = undefined
    run()
    store.watcher = watcher
  }
  const placeOf = (number = ''): number => Number(number.slice(3)) - firstNumber
  return {
    ensure(elementId) {
      const row = store.row('incident', elementId)
      const place = placeOf(row?.number)
      if (row !== undefined && told[place] === 0) unwatched(() => tell(elementId, place))
    },
    ensureAll() {
      const from = Math.max(0, told.length - mostTold)
      if (!told.includes(0, from)) return
      unwatched(() => {
        for (const row of store.table('incident').all()) {
          const place = placeOf(row.number)
          if (place >= from && told[place] === 0) tell(row.sys_id!, place)
        }
      })
      told.fill(1, from)
    },
    *untold() {
      for (const row of store.table('incident').all()) yield* entriesOf(row.sys_id!, placeOf(row.number))
    },
  }
}
