import type { DoctorReport } from '../../protocol/doctor-report.js'
import { isSnowError, isSnowErrorCode } from '../../shared/errors.js'
import { jsonAnswer, type ProxyAnswer } from '../exchange.js'
import { findHolder, type Grant, type SessionHolder } from '../holders/session-holder.js'
import type { InstanceVisit } from '../routes.js'
import type { Settled } from '../settle.js'
import { readFailure } from '../sign-in-failure.js'
import { isExplained } from './checks/reported.js'
import type { DoctorOptions, SessionPerson } from './doctor-options.js'
import { runDoctor } from './run-doctor.js'
import { createSharedRuns, type SharedRuns } from './shared-runs.js'

/** How long a report without a person is given again. */
const keptMs = 60_000

/**
 * `GET /doctor/:instance`: the doctor's report, with the rights of the person who is signed in; without a
 * session of the checks that need none. `?incident=` looks for one incident, `?error=` explains a code. A service
 * account is looked at by a token of the doctor's own; one with a password not at all, since a check that tried it
 * would keep the account from its work when it is refused.
 */
export async function doctor(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance } = visit
  const options = { ...optionsOf(settled, visit), ...askedFor(settled, visit) }
  const service = visit.services.get(instance.id)
  if (service !== undefined) {
    // Whether the guard lets them in, and not whether there is a session: that there is none may be what is asked about.
    const isLetIn = 'user' in (await service.guard(visit))
    return answerForAll(settled, options, isLetIn && service.account.grant === 'client_credentials')
  }
  const found = await findHolder(settled, visit)
  if (found.state !== 'live') return answerForAll(settled, options, false)
  const { holder } = found
  let last: Grant | undefined
  const person = await personOf(visit, holder, (grant) => (last = grant))
  const name = `${nameOf(options)} ${holder.facts.sid} ${options.incident ?? ''}`
  const report = await runsOf(settled).run(name, 0, () => runDoctor({ ...options, person }))
  return jsonAnswer(200, report, await holder.keep(last))
}

/**
 * Anybody may ask this: what the instance is asked for it is bounded, however many do. No incident is looked for: it
 * may be outside of what a service account is given for them.
 */
async function answerForAll(
  settled: Settled,
  { incident: _, ...options }: DoctorOptions,
  serviceAccount: boolean,
): Promise<ProxyAnswer> {
  const name = serviceAccount ? `${nameOf(options)} account` : nameOf(options)
  const run = (): Promise<DoctorReport> => runDoctor({ ...options, serviceAccount })
  return jsonAnswer(200, await runsOf(settled).run(name, keptMs, run))
}

const nameOf = ({ instance, reported }: DoctorOptions): string => `${instance} ${reported ?? ''}`

function optionsOf({ config, upstream, clock, store }: Settled, { instance }: InstanceVisit): DoctorOptions {
  return {
    config,
    instance: instance.id,
    clock,
    sharedStore: store.shared,
    fetch: (input, init) => upstream.fetch(input instanceof Request ? input.url : String(input), init ?? {}),
  }
}

function askedFor(
  settled: Settled,
  { url, instance, cookies }: InstanceVisit,
): Pick<DoctorOptions, 'incident' | 'reported'> {
  const incident = url.searchParams.get('incident')
  const named = url.searchParams.get('error')
  const reported = isSnowErrorCode(named) ? named : readFailure(settled, instance, cookies).failure?.code
  return {
    ...(incident === null ? {} : { incident: incident.slice(0, 40) }),
    ...(reported === undefined || !isExplained(reported) ? {} : { reported }),
  }
}

async function personOf(
  { form }: InstanceVisit,
  holder: SessionHolder,
  onRenewed: (grant: Grant) => void,
): Promise<SessionPerson> {
  const grant = await holder.grant().catch(unlessDead)
  if (grant !== undefined) onRenewed(grant)
  const person = { kind: 'session', accessToken: grant?.token } as const
  if (form === 'cross-site') return person
  return {
    ...person,
    async refresh() {
      if (grant === undefined) return undefined
      const next = await holder.renew(grant).catch(unlessDead)
      if (next === undefined) return undefined
      onRenewed(next)
      const before = (grant.renewed ?? holder.facts).rotations ?? 0
      return { accessToken: next.token, rotated: (next.renewed?.rotations ?? before) > before }
    },
  }
}

function unlessDead(error: unknown): undefined {
  if (isSnowError(error) && error.code === 'SNOW_RECONNECT_NEEDED') return undefined
  throw error
}

/** One for each proxy, as long as it lives. */
const runs = new WeakMap<Settled, SharedRuns<DoctorReport>>()

function runsOf(settled: Settled): SharedRuns<DoctorReport> {
  const known = runs.get(settled)
  if (known !== undefined) return known
  const made = createSharedRuns<DoctorReport>(settled.clock)
  runs.set(settled, made)
  return made
}
