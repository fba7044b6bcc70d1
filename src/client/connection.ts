import { proxyPath, type Session } from '../protocol/proxy-contract.js'
import type { ClientSettings } from './settings.js'
import { createForm } from './create-form.js'
import type { SessionForm } from './session-form.js'
import { createTransport, type Transport, type WireRequest } from './transport.js'

/** What the parts of one client share: the way to the instance, and what the last session said. */
export interface Connection {
  readonly settings: ClientSettings
  readonly form: SessionForm
  readonly transport: Transport
  /** The session as it was last read; `undefined` before. */
  session: Session | undefined
  /** A request to the instance's own `apiPath`, by way of the relay. */
  relay(apiPath: string, request?: Omit<WireRequest, 'path'>): WireRequest
}

export function createConnection(settings: ClientSettings): Connection {
  const form = createForm(settings)
  const connection: Connection = {
    settings,
    form,
    transport: createTransport(settings, (url, init) => form.fetch(url, init)),
    session: undefined,
    relay: (apiPath, request) => ({
      ...request,
      path: proxyPath.relay(settings.instance, apiPath),
      user: connection.session?.connected ? connection.session.user.sysId : undefined,
    }),
  }
  return connection
}
