import fc from 'fast-check'
import type { Rotation } from './deploy-race.js'
import type { Race, Step } from './run-race.js'

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      tab: fc.nat({ max: 9 }),
      replica: fc.nat({ max: 1 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('go' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), which: fc.nat({ max: 9 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 4_000, 16_000) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
)

/** Schedules of any kind, before an instance of one kind. */
export const raceOf = (rotation: Rotation, form: Race['form']): fc.Arbitrary<Race> =>
  fc.record({
    rotation: fc.constant(rotation),
    form: fc.constant(form),
    tabs: fc.integer({ min: 2, max: 8 }),
    replicas: fc.integer({ min: 1, max: 2 }),
    skewMs: fc.integer({ min: -60_000, max: 60_000 }),
    lifeS: fc.constantFrom(300, 600, 1799),
    steps: fc.array(step, { minLength: 4, maxLength: 40 }),
  })
