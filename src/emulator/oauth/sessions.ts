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
}

/** Who is signed in to the instance, in browsers and by programs that keep cookies. */
export class Sessions {
  readonly #byId = new Map<string, KeptSession>()
  readonly #clock: Clock
  readonly #idle: () => IdleTimes

  constructor(clock: Clock, idle: () => IdleTimes) {
    this.#clock = clock
    this.#idle = idle
  }

  start(userName: string, { kind = 'interactive', isForApisOnly = false }: SessionOptions = {}): Session {
    const now = this.#clock.now()
    const id = toHex(crypto.getRandomValues(new Uint8Array(16))).toUpperCase()
    const formToken = randomToken(72)
    const session = { id, userName, formToken, kind, isForApisOnly, startedAt: now, usedAt: now }
    if (this.#byId.size >= most) this.#forgetOldest()
    this.#byId.set(session.id, session)
    return session
  }

  /** The living session of this id, which is in use from now on. */
  get(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#byId.get(id)
    if (session === undefined) return undefined
    const now = this.#clock.now()
    const isYoung = session.kind === 'integration' && now - session.startedAt < integrationLife
    if (!isYoung && now - session.usedAt >= this.#idle()[session.kind]) {
      this.#byId.delete(session.id)
      return undefined
    }
    session.usedAt = now
    return session
  }

  end(id: string): void {
    this.#byId.delete(id)
  }

  clear(): void {
    this.#byId.clear()
  }

  /** Programs without a cookie jar leave a session behind with every call. */
  #forgetOldest(): void {
    let left = most / 2
    for (const [id, { kind }] of this.#byId) {
      if (left === 0) return
      if (kind === 'integration') this.#byId.delete(id)
      left--
    }
  }
}
