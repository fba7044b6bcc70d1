import { type ApiContext } from '../api/api-env.js'
import { bodyBytes } from '../api/request-body.js'
import { type Instance } from '../instance.js'
import { propertyOf } from '../properties.js'
import { clientOf, type OAuthClient } from './oauth-client.js'

/** A token request that is refused; the body says hardly ever why. */
export class TokenRefusal extends Error {
  readonly error: string

  constructor(description: string, error: string) {
    super(description)
    this.name = 'TokenRefusal'
    this.error = error
  }
}

/** The answer to nearly everything that can be wrong with a token request. */
export const accessDenied = (): TokenRefusal => new TokenRefusal('access_denied', 'server_error')

/** The fields of a token request; only a form's are taken. */
export async function tokenFields(c: ApiContext, { store }: Instance): Promise<URLSearchParams> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new TokenRefusal('unspecified error', 'server_error')
  }
  const fields = new URLSearchParams(await formText(c))
  // RFC 6749 forbids it, and who reads the other one is mistaken for somebody else. Not confirmed by a capture.
  if (new Set(fields.keys()).size < fields.size) throw accessDenied()
  const { searchParams } = new URL(c.req.url)
  if (searchParams.size > 0) {
    const isBodyOnly = propertyOf(store, 'glide.oauth.allow.parameters.in.post.body.only') === 'true'
    if (isBodyOnly) throw accessDenied()
    for (const [name, value] of searchParams) if (!fields.has(name)) fields.set(name, value)
  }
  return fields
}

const largestForm = 2 * 1024 * 1024

/** The text of a form; refuses one that is too large for a form, or breaks off. */
export async function formText(c: ApiContext): Promise<string> {
  try {
    return new TextDecoder().decode(await bodyBytes(c, { most: largestForm, tooLarge: accessDenied }))
  } catch {
    throw accessDenied()
  }
}

/**
 * The client that asks, once it proved itself: by its secret in the body, or by having none. Basic
 * authentication of clients is documented nowhere: it counts only when `client-secret-basic` is on.
 */
export function authenticatedClient(c: ApiContext, instance: Instance, fields: URLSearchParams): OAuthClient {
  const basic = instance.switches['client-secret-basic']
    ? basicClient(c.req.header('Authorization'))
    : undefined
  const clientId = fields.get('client_id') ?? basic?.clientId ?? ''
  const secret = fields.get('client_secret') ?? basic?.secret ?? ''
  const client = clientOf(instance.store, clientId)
  if (client === undefined) throw accessDenied()
  // A public client has nothing to send; that one is refused is not confirmed by a capture.
  const isProven = client.isPublic ? secret === '' : secret !== '' && secret === client.secret
  if (!isProven) throw accessDenied()
  return client
}

function basicClient(header: string | undefined): { clientId: string; secret: string } | undefined {
  const credentials = /^basic +(\S+)$/i.exec(header ?? '')?.[1]
  if (credentials === undefined) return undefined
  try {
    const [clientId = '', secret = ''] = atob(credentials).split(':').map(decodeURIComponent)
    return { clientId, secret }
  } catch {
    return undefined
  }
}
