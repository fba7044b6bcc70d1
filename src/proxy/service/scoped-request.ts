import { SnowError } from '../../shared/errors.js'
import type { ProxyAnswer } from '../exchange.js'
import { addressOf, type RelayDecision } from '../relay-decision.js'
import type { Outgoing, Send } from '../relay.js'
import type { InstanceVisit } from '../routes.js'
import type { HostUser } from './host-guard.js'
import type { Service } from './services.js'

/** A request that the relay lets through, before it is held against what the account is given. */
export interface ScopedRequest {
  readonly service: Service
  /** sys_id of the account's user. */
  readonly user: string
  readonly hostUser: HostUser | undefined
  readonly decision: RelayDecision
  /** What the page asked, checked one by one. */
  readonly parameters: URLSearchParams
  readonly body: Outgoing['body']
  /** A question of our own: JSON, nothing changes by it. */
  ask(path: string, parameters: URLSearchParams): Promise<ProxyAnswer>
  /** The page's request, as it may go. */
  pass(change?: RequestChange): Promise<ProxyAnswer>
}

export interface RequestChange {
  readonly path?: string
  readonly parameters?: URLSearchParams
  readonly body?: Outgoing['body']
}

export interface ScopedRelay {
  readonly service: Service
  readonly visit: InstanceVisit
  readonly user: string
  readonly hostUser: HostUser | undefined
  readonly decision: RelayDecision
  readonly body: Outgoing['body']
  readonly send: Send
}

export function createScopedRequest(relay: ScopedRelay): ScopedRequest {
  const { service, visit, user, hostUser, decision, body, send } = relay
  const { origin } = visit.instance
  const parameters = visit.url.searchParams

  async function sendAsAccount(outgoing: Outgoing): Promise<ProxyAnswer> {
    const answer = await send(outgoing)
    if (answer.status !== 401) return answer
    // Not the page's business to sign in again: nobody can.
    throw new SnowError('SNOW_TOKEN_REFUSED', 'The instance refuses a new token of the service account')
  }

  return {
    service,
    user,
    hostUser,
    decision,
    parameters,
    body,
    ask: (path, asked) =>
      sendAsAccount({
        decision: {
          ...decision,
          method: 'GET',
          url: addressOf(origin, path, asked.toString()),
          headers: { Accept: 'application/json' },
          body: 'none',
          maxBodyBytes: 0,
          answer: 'json',
        },
        body: undefined,
      }),
    pass: ({ path = decision.match.path, parameters: asked = parameters, body: changed = body } = {}) =>
      sendAsAccount({
        decision: { ...decision, url: addressOf(origin, path, asked.toString()) },
        body: changed,
      }),
  }
}
