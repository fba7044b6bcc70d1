import fc from 'fast-check'
import { raceOf } from './races.js'
import { runRace } from './run-race.js'

const numRuns = Number(
  (globalThis as { process?: { env: Record<string, string> } }).process?.env['RACE_RUNS'] ?? 25,
)

describe('racing renewals', () => {
  for (const form of ['cookies', 'handles'] as const) {
    for (const rotation of ['keeps', 'rotates', 'revokes on reuse'] as const) {
      it(`leave everybody signed in with ${form}, on an instance that ${rotation}`, async function () {
        this.timeout(numRuns * 2000)
        await fc.assert(fc.asyncProperty(raceOf(rotation, form), runRace), { numRuns })
      })
    }
  }
})
