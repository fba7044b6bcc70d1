import { readCookies } from '../cookies.js'
import { readSession } from '../session-seals.js'
import type { Instance, Settled } from '../settle.js'
import { BoundedMap } from './bounded-map.js'

/** A session whose cookies were opened, and need no change for a while. */
export interface Seat {
  readonly sid: string
  readonly user: string
  readonly token: string
}

interface Kept extends Seat {
  /** Milliseconds since the epoch: after that the long way looks at the cookies again. */
  readonly until: number
}

/** The sessions of cookie headers that came before. */
export interface Seats {
  /** At once, or not at all: the session of an unknown header is looked at for the next request. */
  find(instance: Instance, cookie: string): Seat | undefined
  forget(instance: Instance, cookie: string): void
}

const mostSeats = 5_000
/** A header is kept as it came: one that carries much else besides our cookies goes the long way. */
const longestCookie = 8_192
/** As long as another replica's sign-out may take to be heard of. */
const longestMs = 30_000

export function createSeats(settled: Settled): Seats {
  const { clock, revocations, session } = settled
  const kept = new BoundedMap<string, Kept>(mostSeats)
  const nameOf = ({ id }: Instance, cookie: string): string => `${id} ${cookie}`

  async function look(instance: Instance, cookie: string): Promise<void> {
    const found = await readSession(settled, instance, readCookies(cookie))
    if (found.state !== 'live' || found.access === undefined || found.outdated) return
    const { sid, user, usedAt, endsAt } = found.session
    const { token, issuedAt, expiresAt } = found.access
    const now = clock.now()
    const until = Math.min(
      now + longestMs,
      endsAt,
      // From then on the long way renews the token, or moves the idle limit.
      issuedAt + 0.8 * (expiresAt - issuedAt),
      usedAt + session.idleMs / 10,
    )
    if (until > now) kept.set(nameOf(instance, cookie), { sid, user: user.sysId, token, until })
  }

  return {
    find(instance, cookie) {
      if (cookie.length > longestCookie) return undefined
      const name = nameOf(instance, cookie)
      const seat = kept.get(name)
      if (seat !== undefined && clock.now() < seat.until && !revocations.isKnownEnded(seat.sid)) return seat
      kept.delete(name)
      void look(instance, cookie)
      return undefined
    },
    forget: (instance, cookie) => void kept.delete(nameOf(instance, cookie)),
  }
}
