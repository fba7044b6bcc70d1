import { createIncidentLinks } from './processes/incident-links.js'
import { Random } from './random.js'
import { nextNumber, type SeedContext } from './seed-context.js'
import { createCast } from './stories/cast.js'
import { incidentRow } from './stories/incident-row.js'
import { pickTopic, type StorySeed, tellStory } from './stories/incident-story.js'
import { storyJournals } from './stories/story-journals.js'
import { seedTicket, toldTickets } from './tickets.js'

const day = 1440

interface Crowd {
  /** How many incidents there are, the told ones among them. */
  readonly most: number
  readonly seed: number
}

/** The told tickets among the many, in the order of their numbers: cheap enough for a million. */
export function seedIncidents(context: SeedContext, { most, seed }: Crowd): void {
  const { store, times } = context
  const rows = store.table('incident')
  const cast = createCast(context)
  const links = createIncidentLinks(context)
  const told = [...toldTickets(most)]
  const count = most - told.length
  const seedOf = (at: number): number => seed * 7919 + at
  const openingOf = (at: number): StorySeed => {
    const random = new Random(seedOf(at))
    const topic = pickTopic(random)
    return { random, topic, opened: openedAgo(at, { most, count }, random) }
  }
  /** Which of the many has a number; -1 for a told ticket. */
  const places = new Int32Array(most)
  let place = 0
  const tellUntil = (age: number): void => {
    while ((told[0]?.opened ?? -1) >= age) {
      places[place++] = -1
      seedTicket(context, told.shift()!)
    }
  }
  for (let at = count - 1; at >= 0; at--) {
    const opening = openingOf(at)
    tellUntil(opening.opened)
    places[place++] = at
    const story = tellStory(opening, cast)
    const identity = {
      sysId: opening.random.sysId(),
      number: nextNumber(context, 'incident', 'INC'),
      seed: seedOf(at),
    }
    const row = incidentRow(story, identity, times)
    links.link(row, identity.seed)
    rows.insert(row)
  }
  tellUntil(0)
  links.finish()
  store.lazyJournals = storyJournals(store, times, {
    count: most,
    tell(which) {
      const at = places[which] ?? -1
      return at < 0 ? undefined : { story: tellStory(openingOf(at), cast), seed: seedOf(at) }
    },
  })
}

/** Minutes since one of the many was opened: more of late, and in the order of the numbers. */
function openedAgo(at: number, { most, count }: { most: number; count: number }, random: Random): number {
  const span = Math.min(Math.max(most / 2, 30), 720) * day
  const base = (place: number): number => (place / Math.max(count, 1)) ** 1.7 * span
  const gap = base(at + 1) - base(at)
  return 18 + base(at) + (random.below(16) + random.below(60) / 60) * Math.min(1, gap / 17)
}
