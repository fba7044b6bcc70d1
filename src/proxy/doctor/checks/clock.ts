import { ok, problem, untold, type Check } from '../check.js'
import { instanceAnswer } from '../facts/instance-answer.js'

const warnMs = 60_000
const failMs = 300_000

/** The instance's `Date` beside the proxy's clock. */
export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  needs: ['instance'],
  async run(context) {
    const { answer, sentAt, cameAt } = await instanceAnswer(context)
    const date = Date.parse(answer.headers.get('Date') ?? '')
    if (Number.isNaN(date)) return untold('The answer of the instance carries no date.')
    // The header has whole seconds, and was written between sending and coming: only what is outside counts.
    const ahead = date - cameAt
    const behind = sentAt - (date + 999)
    const offMs = Math.max(ahead, behind, 0)
    if (offMs <= warnMs) return ok('The clocks of proxy and instance agree to within a minute.')
    const text = {
      found: `The clock of the proxy is ${wordsFor(offMs)} ${ahead > behind ? 'behind' : 'ahead of'} the instance's.`,
      cause: 'The machine of the proxy does not keep its time by NTP, or it was suspended.',
      change: [
        'Switch time synchronisation on where the proxy runs: timedatectl set-ntp true, or the time service of the host it runs in.',
      ],
    }
    return problem(offMs > failMs ? 'clock-far-off' : 'clock-off', text)
  },
}

function wordsFor(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
}
