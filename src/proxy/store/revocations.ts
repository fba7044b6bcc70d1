import { latestEnd, type SessionFacts } from '../session-facts.js'
import type { Settled } from '../settle.js'

/** Which sessions were ended: a copy of their cookie or handle that is left somewhere counts no more. */
export interface Revocations {
  /** Here at once, in other replicas within half a minute. Never rejects. */
  revoke(session: Pick<SessionFacts, 'sid' | 'connectedAt' | 'endsAt'>): Promise<void>
  /** As of half a minute ago at most, where another replica ended it. */
  isRevoked(sid: string): Promise<boolean>
  /** The same without asking anybody: `undefined` when nobody was asked for half a minute. */
  isKnownRevoked(sid: string): boolean | undefined
  /** As of now: asked before a session is given to the browser again. */
  isRevokedNow(sid: string): Promise<boolean>
}

/** How long a replica may not have heard of a sign-out that another one answered. */
const askAgainMs = 30_000
const mostRemembered = 20_000

export function createRevocations(
  settled: Pick<Settled, 'clock' | 'store' | 'session' | 'crossSite'>,
): Revocations {
  const { clock, store } = settled
  const answers = new Map<string, { readonly revoked: boolean; readonly until: number }>()

  function note(sid: string, revoked: boolean, until: number): void {
    answers.delete(sid)
    answers.set(sid, { revoked, until })
    if (answers.size > mostRemembered) answers.delete(answers.keys().next().value ?? '')
  }

  function known(sid: string): boolean | undefined {
    const answer = answers.get(sid)
    return answer !== undefined && answer.until > clock.now() ? answer.revoked : undefined
  }

  async function ask(sid: string): Promise<boolean> {
    // A store that is down signs nobody out.
    const found = await store.get(keyOf(sid)).catch(() => undefined)
    // It may have been ended here while the store was asked.
    if (known(sid) !== true) note(sid, found !== undefined, clock.now() + askAgainMs)
    return known(sid) === true
  }

  return {
    async revoke(session) {
      const until = latestEnd(session, settled)
      note(session.sid, true, until)
      await store.save(keyOf(session.sid), '1', until - clock.now())
    },
    isRevoked: async (sid) => known(sid) ?? ask(sid),
    isKnownRevoked: known,
    isRevokedNow: async (sid) => known(sid) === true || ask(sid),
  }
}

const keyOf = (sid: string): string => `ended:${sid}`
