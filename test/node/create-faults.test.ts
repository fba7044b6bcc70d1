import { expect } from 'chai'
import { createActions } from '../../src/actions/create-actions.js'
import { createOutbox } from '../../src/actions/outbox.js'
import type { FaultEffect, FaultRule } from '../../src/emulator/faults/fault-plan.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { createWorld } from '../support/world.js'
import { outcome } from '../actions/incidents.js'

const effects: readonly FaultEffect[] = [
  { kind: 'reset' },
  { kind: 'stall' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 403 },
  { kind: 'html' },
  { kind: 'truncate', keep: 0.3 },
  { kind: 'error-object' },
]

/** Files one incident while its POST, and perhaps every look-up, meets a fault. */
async function file(fault: FaultRule, lookUps: 'work' | 'fail') {
  const clock = createTestClock()
  const world = await createWorld({ clock, emulator: { incidents: 5 } })
  await world.client.session.read()
  world.emulator.faults.add(fault)
  if (lookUps === 'fail') {
    world.emulator.faults.add({
      match: { method: 'GET', route: 'correlation_id' },
      effect: { kind: 'status', status: 403 },
    })
  }
  const actions = createActions({
    client: world.client,
    outbox: createOutbox({ client: world.client, place: 'here', owner: () => 'abel', clock }),
    confirm: async () => {},
  })
  let done = false
  const result = outcome(actions.run('create_incident', { shortDescription: 'Lost?' })).finally(
    () => (done = true),
  )
  // The seals of the proxy take real time: a virtual second lasts a few milliseconds of it, so that no
  // deadline passes while an answer is on its way.
  while (!done) {
    const until = performance.now() + 5
    do await flush()
    while (!done && performance.now() < until)
    clock.advance(1_000)
  }
  const rows = world.emulator.log.writes.filter(
    ({ table, operation }) => table === 'incident' && operation === 'create',
  ).length
  const posts = world.emulator.log.requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/table/incident'),
  ).length
  return { outcome: await result, rows, posts }
}

describe('create_incident when the answer goes wrong', function () {
  this.timeout(60_000)
  for (const effect of effects) {
    for (const when of ['before-commit', 'after-commit'] as const) {
      for (const lookUps of ['work', 'fail'] as const) {
        const status = 'status' in effect ? ` ${effect.status}` : ''
        it(`${effect.kind}${status} ${when}, look-ups ${lookUps}: one effect or "unknown"`, async () => {
          const fault: FaultRule = { match: { method: 'POST', route: '/table/incident' }, when, effect }
          const told = await file(fault, lookUps)
          expect(told.posts, 'a second POST').to.be.at.most(1)
          expect(told.rows).to.be.at.most(1)
          if (told.outcome === 'resolved') expect(told.rows, 'told of an incident that is not').to.equal(1)
          // An instance that writes and then answers 4xx is lying: nothing can tell.
          const lies = effect.kind === 'status' && effect.status < 500 && when === 'after-commit'
          if (told.outcome !== 'resolved' && told.outcome !== 'SNOW_OUTCOME_UNKNOWN' && !lies) {
            expect(told.rows, `${told.outcome}, and yet it was filed`).to.equal(0)
          }
          if (when === 'after-commit' && lookUps === 'work' && !lies)
            expect(told.outcome).to.equal('resolved')
        })
      }
    }
  }
})
