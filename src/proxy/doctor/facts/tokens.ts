import type { DoctorContext } from '../doctor-context.js'
import { jsonOf } from '../wire.js'

export type TokenAnswer =
  | { readonly kind: 'token'; readonly accessToken: string; readonly refreshToken: string | undefined }
  /** Why is not in the answer: ServiceNow says the same about nearly everything. */
  | { readonly kind: 'refused'; readonly transactionId: string | undefined }

/** A token request as the proxy sends it: id and secret in the form. */
export async function askForToken(
  { ask, instance, secrets }: DoctorContext,
  fields: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const form = { ...fields, client_id: instance.clientId, client_secret: instance.clientSecret }
  const answer = await ask({ path: '/oauth_token.do', form })
  const { access_token: accessToken, refresh_token: refreshToken } = jsonOf(answer)
  if (answer.status !== 200 || !isText(accessToken)) {
    return { kind: 'refused', transactionId: answer.transactionId }
  }
  secrets.add(accessToken)
  if (!isText(refreshToken)) return { kind: 'token', accessToken, refreshToken: undefined }
  secrets.add(refreshToken)
  return { kind: 'token', accessToken, refreshToken }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
