import { ok, problem, untold, type Check } from '../check.js'

/** Below this a person at work and a sync beside them may run into it. */
const fewest = 500

/** Limits that answers told of; last, because every check's answers count. */
export const rateLimits: Check = {
  id: 'rate-limits',
  title: 'Rate limits',
  needs: [],
  run({ wire }) {
    const { refusal, rateLimits: seen } = wire
    const where = 'System Web Services > REST > Rate Limit Rules (sys_rate_limit_rules)'
    if (refusal !== undefined) {
      const wait = refusal.retryAfterS
      return problem('rate-limited', {
        found: `The instance answered 429 for ${refusal.path}${wait === undefined ? '' : `, and again in ${wait} seconds`}. The doctor asked no further.`,
        cause: 'A rate limit rule for this person, role or API is used up for this hour.',
        change: [
          wait === undefined
            ? 'Wait, and run the doctor again.'
            : `Wait ${wait} seconds, and run the doctor again.`,
          `${where}: raise "Request limit per hour" of the rule, or make one for the role of the people who use Snowline`,
        ],
      })
    }
    const lowest = [...seen].sort((a, b) => a.perHour - b.perHour)[0]
    if (lowest === undefined) {
      const isAnswered = wire.requests.some(({ status }) => status > 0)
      return isAnswered ? ok('No answer told of a limit.') : untold('The instance gave no answer.')
    }
    if (lowest.perHour >= fewest)
      return ok(`At least ${lowest.perHour} requests per hour for a person and API.`)
    return problem('rate-limit-low', {
      found: `A person may send ${lowest.perHour} requests per hour to ${lowest.path}.`,
      cause: 'A rate limit rule matches; scrolling, searching and sync of one person may use that up.',
      change: [
        `${where}: raise "Request limit per hour" for the role of the people who use Snowline, to ${fewest} at least`,
        'Or give the sync a longer interval.',
      ],
    })
  },
}
