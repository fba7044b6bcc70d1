import { type Clock } from '../../shared/clock.js'
import { randomToken } from './random-token.js'

export interface CodeGrant {
  readonly clientId: string
  readonly userName: string
  /** As the client asked for it; the token request must repeat it. */
  readonly redirectUri: string
  /** PKCE S256 challenge, `''` when the client sent none. */
  readonly challenge: string
  readonly scope: string
}

export interface TokenOwner {
  readonly clientId: string
  readonly userName: string
  readonly scope: string
}

interface Expiring {
  expiresAt: number
}

export type AccessToken = TokenOwner & Readonly<Expiring>

export interface TokenPair extends TokenOwner {
  readonly accessToken: string
  readonly accessExpiresAt: number
  /** `''` for grants without one. */
  readonly refreshToken: string
}

/** How tokens come to be: their lives in milliseconds, and whether living ones are given again. */
export interface Issuing {
  readonly accessLife: number
  readonly refreshLife: number
  readonly reuse: boolean
  readonly withRefresh: boolean
  /** Makes the text of a new access token. */
  readonly newAccessToken: (owner: TokenOwner) => string | Promise<string>
}

const fewest = 1000

/** Codes and tokens that the instance has given out. */
export class OAuthGrants {
  readonly #clock: Clock
  readonly #codes = new Map<string, CodeGrant & Expiring>()
  readonly #access = new Map<string, TokenOwner & Expiring>()
  readonly #refresh = new Map<string, TokenOwner & Expiring>()
  /** How many there must be before those that are over are forgotten. */
  #forgetAt = fewest

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Codes and tokens that are kept, living or not. */
  get size(): number {
    return this.#codes.size + this.#access.size + this.#refresh.size
  }

  issueCode(grant: CodeGrant, life: number): string {
    this.#forgetOver()
    const code = randomToken(86)
    this.#codes.set(code, { ...grant, expiresAt: this.#clock.now() + life })
    return code
  }

  /** The living code that this client never redeemed for this person. */
  pendingCode(clientId: string, userName: string): string | undefined {
    for (const [code, grant] of this.#codes) {
      const isTheirs = grant.clientId === clientId && grant.userName === userName
      if (isTheirs && grant.expiresAt > this.#clock.now()) return code
    }
    return undefined
  }

  /** The grant behind a code, once. */
  redeemCode(code: string): CodeGrant | undefined {
    const grant = this.#alive(this.#codes, code)
    this.#codes.delete(code)
    return grant
  }

  /** Tokens for a person: the living ones again when `reuse`, with their life extended. */
  async issueTokens(owner: TokenOwner, issuing: Issuing): Promise<TokenPair> {
    this.#forgetOver()
    const { reuse, refreshLife, withRefresh } = issuing
    let refreshToken = ''
    if (withRefresh) {
      refreshToken = (reuse && this.#find(this.#refresh, owner)) || randomToken(86)
      this.#refresh.set(refreshToken, { ...owner, expiresAt: this.#clock.now() + refreshLife })
    }
    return { ...owner, refreshToken, ...(await this.#issueAccess(owner, issuing)) }
  }

  /** A fresh access token for a refresh token, which stays the same; `undefined` when it is not alive. */
  async refresh(refreshToken: string, clientId: string, issuing: Issuing): Promise<TokenPair | undefined> {
    const held = this.#alive(this.#refresh, refreshToken)
    if (held === undefined || held.clientId !== clientId) return undefined
    this.#forgetOver()
    const owner = { clientId, userName: held.userName, scope: held.scope }
    return { ...owner, refreshToken, ...(await this.#issueAccess(owner, { ...issuing, reuse: false })) }
  }

  /** Whom a refresh token belongs to, while it is alive. */
  ownerOf(refreshToken: string): TokenOwner | undefined {
    return this.#alive(this.#refresh, refreshToken)
  }

  /** What an access token stands for, while it is alive. */
  accessOf(accessToken: string): AccessToken | undefined {
    return this.#alive(this.#access, accessToken)
  }

  /** Ends one token, access or refresh; an unknown one changes nothing. */
  revoke(token: string): void {
    this.#access.delete(token)
    this.#refresh.delete(token)
  }

  revokeAll(userName: string): void {
    for (const tokens of [this.#access, this.#refresh]) {
      for (const [token, owner] of tokens) if (owner.userName === userName) tokens.delete(token)
    }
  }

  clear(): void {
    for (const grants of [this.#codes, this.#access, this.#refresh]) grants.clear()
  }

  #forgetOver(): void {
    if (this.size < this.#forgetAt) return
    const now = this.#clock.now()
    for (const grants of [this.#codes, this.#access, this.#refresh]) {
      for (const [key, { expiresAt }] of grants) if (expiresAt <= now) grants.delete(key)
    }
    this.#forgetAt = Math.max(fewest, this.size * 2)
  }

  async #issueAccess(
    owner: TokenOwner,
    { reuse, accessLife, newAccessToken }: Issuing,
  ): Promise<Pick<TokenPair, 'accessToken' | 'accessExpiresAt'>> {
    const accessToken = (reuse && this.#find(this.#access, owner)) || (await newAccessToken(owner))
    const accessExpiresAt = this.#clock.now() + accessLife
    this.#access.set(accessToken, { ...owner, expiresAt: accessExpiresAt })
    return { accessToken, accessExpiresAt }
  }

  #find(tokens: Map<string, TokenOwner & Expiring>, owner: TokenOwner): string | undefined {
    for (const [token, held] of tokens) {
      const isTheirs = held.userName === owner.userName && held.clientId === owner.clientId
      if (isTheirs && held.scope === owner.scope && held.expiresAt > this.#clock.now()) return token
    }
    return undefined
  }

  #alive<Grant extends Expiring>(grants: Map<string, Grant>, key: string): Grant | undefined {
    const grant = grants.get(key)
    if (grant === undefined) return undefined
    if (grant.expiresAt > this.#clock.now()) return grant
    grants.delete(key)
    return undefined
  }
}
