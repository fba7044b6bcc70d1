import { type Clock } from '../../shared/clock.js'
import { randomToken } from './random-token.js'

export const codeLife = 60_000
export const accessLife = 1_800_000
export const refreshLife = 8_640_000_000

export interface CodeGrant {
  readonly clientId: string
  readonly userName: string
  readonly redirectUri: string
  /** PKCE S256 challenge, `''` when the client sent none. */
  readonly challenge: string
}

interface Expiring {
  expiresAt: number
}

interface TokenOwner {
  readonly clientId: string
  readonly userName: string
}

export interface TokenPair extends TokenOwner {
  readonly accessToken: string
  readonly refreshToken: string
}

/** Codes and tokens that the instance has given out. */
export class OAuthGrants {
  readonly #clock: Clock
  readonly #codes = new Map<string, CodeGrant & Expiring>()
  readonly #access = new Map<string, TokenOwner & Expiring>()
  readonly #refresh = new Map<string, TokenOwner & Expiring>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issueCode(grant: CodeGrant): string {
    const code = randomToken(86)
    this.#codes.set(code, { ...grant, expiresAt: this.#clock.now() + codeLife })
    return code
  }

  /** The grant behind a code, once. */
  redeemCode(code: string): CodeGrant | undefined {
    const grant = this.#alive(this.#codes, code)
    this.#codes.delete(code)
    return grant
  }

  /** Tokens for a person: the living ones again when `reuse`, with their life extended. */
  issueTokens(owner: TokenOwner, reuse: boolean): TokenPair {
    const refreshToken = (reuse && this.#find(this.#refresh, owner)) || randomToken(86)
    this.#refresh.set(refreshToken, { ...owner, expiresAt: this.#clock.now() + refreshLife })
    return { ...owner, refreshToken, accessToken: this.#issueAccess(owner, reuse) }
  }

  /** A fresh access token for a refresh token, which stays the same; `undefined` when it is not alive. */
  refresh(refreshToken: string, clientId: string): TokenPair | undefined {
    const owner = this.#alive(this.#refresh, refreshToken)
    if (owner === undefined || owner.clientId !== clientId) return undefined
    return {
      clientId,
      userName: owner.userName,
      refreshToken,
      accessToken: this.#issueAccess({ clientId, userName: owner.userName }, false),
    }
  }

  userOf(accessToken: string): string | undefined {
    return this.#alive(this.#access, accessToken)?.userName
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

  #issueAccess(owner: TokenOwner, reuse: boolean): string {
    const accessToken = (reuse && this.#find(this.#access, owner)) || randomToken(86)
    this.#access.set(accessToken, { ...owner, expiresAt: this.#clock.now() + accessLife })
    return accessToken
  }

  #find(tokens: Map<string, TokenOwner & Expiring>, owner: TokenOwner): string | undefined {
    for (const [token, held] of tokens) {
      const isTheirs = held.userName === owner.userName && held.clientId === owner.clientId
      if (isTheirs && held.expiresAt > this.#clock.now()) return token
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
