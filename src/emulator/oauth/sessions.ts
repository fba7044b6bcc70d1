import { randomToken } from './random-token.js'

export interface Session {
  readonly id: string
  readonly userName: string
  /** Goes into the forms of this session, so that another site cannot submit them. */
  readonly formToken: string
}

/** Who is signed in to the instance's own pages. */
export class Sessions {
  readonly #byId = new Map<string, Session>()

  start(userName: string): Session {
    const session = { id: randomToken(32), userName, formToken: randomToken(48) }
    this.#byId.set(session.id, session)
    return session
  }

  get(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#byId.get(id)
  }

  end(id: string): void {
    this.#byId.delete(id)
  }

  clear(): void {
    this.#byId.clear()
  }
}
