import { type Clock } from '../../shared/clock.js'
import { toHex } from '../records/sha256.js'
import { randomToken } from './random-token.js'

const minute = 60_000
/** How long any integration session lives; after that only while it is in use. */
const integrationLife = 5 * minute
const most = 10_000

export interface Session {
  /** Value of the cookie `JSESSIONID`. */
  readonly id: string
  readonly userName: string
  /** Goes into the forms of this session and into `X-UserToken`, so that another site cannot act. */
  readonly formToken: string
  /** A person signed in to pages, or a program that called an API. */
  readonly kind: 'interactive' | 'integration'
  /** Never good for pages: its token is restricted to APIs. */
  readonly isForApisOnly: boolean
  /** Scope of the token that opened it, `''` for all that its user may do. */
  readonly scope: string
}

interface KeptSession extends Session {
  readonly startedAt: number
  usedAt: number
}

/** Idle times in milliseconds, after which a session is over. */
export interface IdleTimes {
  readonly interactive: number
  readonly integration: number
}

export interface SessionOptions {
  readonly kind?: Session['kind']
  readonly isForApisOnly?: boolean
  readonly scope?: string
}

/** Who is signed in to the instance, in browsers and by programs that keep cookies. */
export class Sessions {
  readonly #byId = new Map<string, KeptSession>()
  readonly #clock: Clock
  readonly #idle: () => IdleTimes
  /** How many there must be before some are forgotten. */
  #forgetAt = most

  constructor(clock: Clock, idle: () => IdleTimes) {
    this.#clock = clock
    this.#idle = idle
  }

  start(userName: string, options: SessionOptions = {}): Session {
    const { kind = 'interactive', isForApisOnly = false, scope = '' } = options
    const now = this.#clock.now()
    const id = toHex(crypto.getRandomValues(new Uint8Array(16))).toUpperCase()
    const formToken = randomToken(72)
    const session = { id, userName, formToken, kind, isForApisOnly, scope, startedAt: now, usedAt: now }
    if (this.#byId.size >= this.#forgetAt) this.#forget(now)
    this.#byId.set(session.id, session)
    return session
  }

  /** The living session of this id, which is in use from now on. */
  get(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#byId.get(id)
    if (session === undefined) return undefined
    const now = this.#clock.now()
    if (this.#isOver(session, now)) {
      this.#byId.delete(session.id)
      return undefined
    }
    session.usedAt = now
    return session
  }

  get size(): number {
    return this.#byId.size
  }

  end(id: string): void {
    this.#byId.delete(id)
  }

  clear(): void {
    this.#byId.clear()
  }

  #isOver({ kind, startedAt, usedAt }: KeptSession, now: number): boolean {
    const isYoung = kind === 'integration' && now - startedAt < integrationLife
    return !isYoung && now - usedAt >= this.#idle()[kind]
  }

  /** Programs without a cookie jar leave a session behind with every call, and people close windows. */
  #forget(now: number): void {
    for (const session of this.#byId.values()) {
      if (this.#isOver(session, now)) this.#byId.delete(session.id)
    }
    let left = this.#byId.size >= most ? most / 2 : 0
    for (const [id, { kind }] of this.#byId) {
      if (left === 0) break
      if (kind === 'integration') this.#byId.delete(id)
      left--
    }
    this.#forgetAt = Math.max(most, this.#byId.size * 2)
  }
}
