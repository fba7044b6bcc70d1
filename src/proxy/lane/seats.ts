import { BoundedMap } from '../bounded-map.js'
import { readCookies } from '../cookies.js'
import { readSession } from '../session-seals.js'
import type { Instance, Settled } from '../settle.js'

/** A session whose cookies were opened, and need no change for a while. */
export interface Seat {
  readonly sid: string
  readonly user: string
  readonly token: string
}

interface Kept extends Seat {
  /** The whole header. */
  readonly cookie: string
  /** Milliseconds since the epoch. What comes later with the same cookies goes the long way, which sets new ones. */
  readonly until: number
}

/** The sessions of cookie headers, each opened once. */
export interface Seats {
  /**
   * At once when nothing about it needs to be asked. `undefined` for whatever is not a session of which
   * nothing is to be renewed, moved or told. Never rejects.
   */
  find(instance: Instance, cookie: string): Seat | Promise<Seat | undefined> | undefined
  /** Leaves these cookies to the long way from now on: their token has died before its time. */
  retire(instance: Instance, cookie: string): void
}

const mostSeats = 5_000
/** A header is kept as it came: one that carries much else besides our cookies goes the long way. */
const longestCookie = 8_192
const nameLength = 32

export function createSeats(settled: Settled): Seats {
  const { clock, cookies, revocations, session } = settled
  const kept = new BoundedMap<string, Kept>(mostSeats)

  /**
   * What a header is found by: the end of the sealed access token, which is its authentication tag. A name
   * only, and short, because to look up two kilobytes is dear; whoever finds one compares the whole header.
   */
  function nameOf({ id }: Instance, cookie: string): string | undefined {
    const pair = `${cookies.access(id)}=`
    const at = cookie.indexOf(pair)
    if (at === -1) return undefined
    const end = cookie.indexOf(';', at + pair.length)
    const value = end === -1 ? cookie.slice(at + pair.length) : cookie.slice(at + pair.length, end)
    return `${id} ${value.slice(-nameLength)}`
  }

  async function open(instance: Instance, cookie: string, name: string): Promise<Seat | undefined> {
    const found = await readSession(settled, instance, readCookies(cookie))
    if (found.state !== 'live' || found.access === undefined || found.outdated) return undefined
    const { sid, user, usedAt, endsAt } = found.session
    const { token, issuedAt, expiresAt } = found.access
    const until = Math.min(
      endsAt,
      // From then on the long way renews the token, or moves the idle limit.
      issuedAt + 0.8 * (expiresAt - issuedAt),
      usedAt + session.idleMs / 10,
    )
    if (until <= clock.now()) return undefined
    const seat = { sid, user: user.sysId, token, cookie, until }
    kept.set(name, seat)
    return seat
  }

  /** Another replica may have ended the session since this one last asked. */
  async function askAgain(seat: Seat): Promise<Seat | undefined> {
    return (await revocations.isRevoked(seat.sid)) ? undefined : seat
  }

  return {
    find(instance, cookie) {
      const name = cookie.length > longestCookie ? undefined : nameOf(instance, cookie)
      if (name === undefined) return undefined
      const seat = kept.get(name)
      if (seat?.cookie !== cookie) return open(instance, cookie, name)
      if (clock.now() >= seat.until) return undefined
      const isRevoked = revocations.isKnownRevoked(seat.sid)
      if (isRevoked === undefined) return askAgain(seat)
      return isRevoked ? undefined : seat
    },
    retire(instance, cookie) {
      const name = nameOf(instance, cookie)
      const seat = name === undefined ? undefined : kept.get(name)
      if (name !== undefined && seat?.cookie === cookie) kept.set(name, { ...seat, until: 0 })
    },
  }
}
