import type { SessionFacts } from '../session-facts.js'
import type { Settled } from '../settle.js'

/** Which sessions were signed out: a copy of their cookie or handle that is left somewhere counts no more. */
export interface Revocations {
  revoke(session: Pick<SessionFacts, 'sid' | 'endsAt'>): Promise<void>
  isRevoked(sid: string): Promise<boolean>
}

/** How long a replica may not have heard of a sign-out that another one answered. */
const askAgainMs = 30_000
const mostRemembered = 20_000

/** Sign-outs in the shared store, asked at most every half minute for each session. */
export function createRevocations({
  clock,
  store,
  onWarning,
}: Pick<Settled, 'clock' | 'store' | 'onWarning'>): Revocations {
  const answers = new Map<string, { readonly revoked: boolean; readonly until: number }>()

  function note(sid: string, revoked: boolean, until: number): void {
    answers.delete(sid)
    answers.set(sid, { revoked, until })
    if (answers.size > mostRemembered) answers.delete(answers.keys().next().value ?? '')
  }

  return {
    async revoke({ sid, endsAt }) {
      note(sid, true, endsAt)
      await store.set(`ended:${sid}`, '1', Math.max(1, endsAt - clock.now())).catch(() => {
        onWarning({ code: 'SNOW_STORE_UNREACHABLE', message: 'A sign-out did not reach the shared store' })
      })
    },
    async isRevoked(sid) {
      const known = answers.get(sid)
      if (known !== undefined && known.until > clock.now()) return known.revoked
      // A store that is down signs nobody out.
      const found = await store.get(`ended:${sid}`).catch(() => undefined)
      note(sid, found !== undefined, clock.now() + askAgainMs)
      return found !== undefined
    },
  }
}
