import type { DoctorActor, DoctorCheck, DoctorReport } from '../../protocol/doctor-report.js'
import { systemClock } from '../../shared/clock.js'
import { SnowError } from '../../shared/errors.js'
import { checksFor } from './checks.js'
import type { DoctorContext, DoctorSubject } from './doctor-context.js'
import type { DoctorOptions } from './doctor-options.js'
import { readSubject } from './read-subject.js'
import { redacted, secretsOf } from './redacted.js'
import { runChecks } from './run-checks.js'
import { createWire, type Wire } from './wire.js'

/** A check may ask more than once; what hangs must not hold up the rest for long. */
const checkMs = 20_000
const headersMs = 8_000
const totalMs = 10_000

/**
 * Looks at a configuration and the instance that it names, and tells what is wrong and what to change. Writes
 * nothing to the instance. Never rejects: whatever happens is in the report.
 */
export async function runDoctor(given: DoctorOptions): Promise<DoctorReport> {
  const { clock = systemClock, fetch: ownFetch, signal } = given
  const subject = readSubject(given)
  const options = { ...given, directOrigins: directOriginsOf(given, subject) }
  const secrets = new Set(secretsOf(options, subject))
  const wire = createWire({
    origin: subject.instance?.origin ?? 'https://instance.invalid',
    fetch: ownFetch ?? ((input, init) => fetch(input, init)),
    clock,
    headersMs,
    totalMs,
  })
  const recollections: DoctorContext['recollections'] = new Map()
  const at = new Date(clock.now()).toISOString()
  const checks = await runChecks(checksFor(options), {
    clock,
    checkMs: options.checkMs ?? checkMs,
    signal,
    contextFor: (checkId, inner) => ({
      options,
      subject,
      get config() {
        return demanded(subject.config)
      },
      get instance() {
        return demanded(subject.instance)
      },
      wire,
      checkId,
      signal: inner,
      recollections,
      secrets,
      now: () => clock.now(),
      ask: (request) => wire.ask(checkId, request, inner),
    }),
  })
  return redacted(reportOf(options, subject, { at, checks, wire }), secrets)
}

/** The pages that call the instance themselves: in direct mode all that may use the proxy, unless some are named. */
export function directOriginsOf(
  { directOrigins = [] }: DoctorOptions,
  { config, instance }: DoctorSubject,
): readonly string[] {
  if (directOrigins.length > 0 || config === undefined || instance?.direct !== true) return directOrigins
  const bridges = config.crossSite?.bridges ?? []
  return [...new Set([...config.origins, ...bridges.map((bridge) => new URL(bridge).origin)])]
}

/** What asks for it needs the check `configuration`, and does not run without it. */
function demanded<Value>(value: Value | undefined): Value {
  if (value !== undefined) return value
  throw new SnowError('SNOW_CONFIG_INVALID', 'There is no configuration to look at')
}

function reportOf(
  options: DoctorOptions,
  { instance }: DoctorSubject,
  { at, checks, wire }: { readonly at: string; readonly checks: readonly DoctorCheck[]; readonly wire: Wire },
): DoctorReport {
  return {
    format: 1,
    at,
    status: worstOf(checks),
    ...(instance === undefined ? {} : { instance: instance.summary }),
    actor: actorOf(options),
    checks,
    requests: wire.requests,
  }
}

function worstOf(checks: readonly DoctorCheck[]): DoctorReport['status'] {
  const has = (status: DoctorCheck['status']): boolean => checks.some((check) => check.status === status)
  return has('failed') ? 'failed' : has('warning') ? 'warning' : 'ok'
}

function actorOf({ person, serviceAccount = false }: DoctorOptions): DoctorActor {
  return person?.kind ?? (serviceAccount ? 'service-account' : 'nobody')
}
