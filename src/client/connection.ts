import { proxyPath, type Session } from '../protocol/proxy-contract.js'
import type { ClientSettings } from './settings.js'
import { createTransport, type Transport, type WireRequest } from './transport.js'

/** What the parts of one client share: the way to the instance, and what the last session said. */
export interface Connection {
  readonly settings: ClientSettings
  readonly transport: Transport
  /** The session as it was last read; `undefined` before. */
  session: Session | undefined
  /** A request to the instance's own `apiPath`, by way of the relay. */
  relay(apiPath: string, request?: Omit<WireRequest, 'path'>): WireRequest
}

export function createConnection(settings: ClientSettings): Connection {
  const connection: Connection = {
    settings,
    transport: createTransport(settings),
    session: undefined,
    relay: (apiPath, request) => ({
      ...request,
      path: proxyPath.relay(settings.instance, apiPath),
      user: connection.session?.connected ? connection.session.user.sysId : undefined,
    }),
  }
  return connection
}
