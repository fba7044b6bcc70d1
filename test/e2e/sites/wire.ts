import type { IncomingHttpHeaders } from 'node:http'

/** One request as a site got it. */
export interface SeenRequest {
  readonly method: string
  /** With origin and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** What an instance was asked at its token endpoint, and what it gave. */
export interface TokenRecord {
  /** The forms that the proxy sent, in order. */
  readonly requests: URLSearchParams[]
  readonly accessTokens: Set<string>
  readonly refreshTokens: Set<string>
}

/** What every server of a deployment saw: the truth that a script in the page has no part in. */
export interface Wire {
  readonly requests: SeenRequest[]
  readonly tokens: TokenRecord
  clear(): void
}

export function createWire(): Wire {
  const requests: SeenRequest[] = []
  const tokens: TokenRecord = { requests: [], accessTokens: new Set(), refreshTokens: new Set() }
  return {
    requests,
    tokens,
    clear() {
      requests.length = 0
      tokens.requests.length = 0
      tokens.accessTokens.clear()
      tokens.refreshTokens.clear()
    },
  }
}
