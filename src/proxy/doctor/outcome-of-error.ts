import { isSnowError } from '../../shared/errors.js'
import { blocked, problem, type Outcome } from './check.js'
import { sessionEnded } from './session-ended.js'
import { asleep } from './asleep.js'

/** What an error that a check met says about the instance. */
export function outcomeOfError(error: unknown): Outcome {
  if (!isSnowError(error)) return doctorFailed(error)
  const { transactionId } = error
  switch (error.code) {
    case 'SNOW_RATE_LIMITED':
      return blocked('rate-limits')
    case 'SNOW_INSTANCE_ASLEEP':
      return asleep()
    case 'SNOW_RECONNECT_NEEDED':
      return sessionEnded(transactionId)
    case 'SNOW_TIMEOUT':
    case 'SNOW_INSTANCE_UNREACHABLE':
      return problem('no-answer', {
        found: 'A request of this check got no complete answer in time.',
        cause: 'The instance is overloaded or restarting, or something on the way cut the connection.',
        change: [
          'Run the doctor again in a few minutes.',
          'If it stays: look in ServiceNow under System Diagnostics > Stats for long transactions, and at the limits of proxies and firewalls between here and the instance.',
        ],
      })
    case 'SNOW_INSTANCE_FAILED':
      return problem('instance-failed', {
        found: 'The instance answered with an error of its own (HTTP 5xx).',
        cause: 'The instance is being upgraded, restarts, or a script of it fails.',
        change: [
          'Run the doctor again in a few minutes.',
          'If it stays: System Logs > System Log > Errors, at the time of this report.',
        ],
        transactionId,
      })
    case 'SNOW_BAD_RESPONSE':
      return problem('answer-broken', {
        found: 'The instance answered with something that is not whole JSON.',
        cause:
          'A gateway or sign-in page between here and the instance answered instead of it, or the answer was cut off at a time or size limit.',
        change: [
          'Let requests of the proxy to /api/ pass every gateway and single sign-on page unchanged.',
          'In ServiceNow: System Logs > Transactions, at the time of this report, shows whether the request was cancelled by a quota rule (System Definition > Quota Rules).',
        ],
        transactionId,
      })
    default:
      return doctorFailed(error)
  }
}

/** The type of what was thrown and no more: its message may quote what was sent. */
function doctorFailed(error: unknown): Outcome {
  const name = isSnowError(error)
    ? error.code
    : error instanceof Error
      ? error.constructor.name
      : typeof error
  return problem('doctor-failed', {
    found: `The check itself failed (${name}).`,
    cause: 'A defect of the doctor, not of your configuration.',
    change: ['Report it together with the support bundle (npx snowline doctor --bundle FILE).'],
  })
}
