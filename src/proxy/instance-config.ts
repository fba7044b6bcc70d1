import * as v from 'valibot'
import { amount, keyMessage, required, secureUrl, webUrl } from './config-rules.js'
import { basicAccount, clientCredentialsAccount, usesBasic } from './service/service-config.js'

const dayMs = 86_400_000
const instanceUrl = 'https://acme.service-now.com'
const publicUrl = 'https://sn.example.com'
const clientIdText = "the Client ID of the instance's OAuth application registry row"
const clientSecretText = "the Client Secret of the instance's OAuth application registry row"

const instanceEntries = {
  /** What a person calls it: "Acme IT". The id when left out. */
  label: v.optional(required('what people call this instance')),
  environment: v.optional(
    v.picklist(['production', 'test', 'development'], 'is none of: production, test, development; write one'),
    'production',
  ),
  url: v.pipe(
    secureUrl(instanceUrl),
    v.check(
      (value) => new URL(webUrl(value) ?? instanceUrl).pathname === '/',
      `has a path; write only the origin of the instance, such as ${instanceUrl}`,
    ),
  ),
  clientId: required(clientIdText),
  clientSecret: required(clientSecretText),
  /** Tried when the first is refused: connections live on while the secret is changed on the instance. */
  previousClientSecret: v.optional(required('the Client Secret that was in force before, or leave it out')),
  /** The Refresh Token Lifespan of the registry row: no connection outlives it. */
  refreshTokenLifeMs: v.optional(amount('milliseconds', 1000 * dayMs), 100 * dayMs),
  /** Direct mode: `/token` hands the page a short-lived access token. */
  direct: v.optional(v.boolean('is neither true nor false; write one'), false),
  /** The callback route under `publicUrl` when left out. */
  redirectUri: v.optional(secureUrl(`${publicUrl}/callback/prod`)),
  /** Sent to the instance's sign-in only when set: most instances know no scopes. */
  scope: v.optional(required('the scope, or leave it out')),
}

const instanceText = keyMessage({
  label: 'what people call this instance',
  environment: 'production, test or development',
  url: `the URL of the instance, such as ${instanceUrl}`,
  clientId: clientIdText,
  clientSecret: clientSecretText,
  previousClientSecret: 'the Client Secret that was in force before, or leave it out',
  refreshTokenLifeMs: 'milliseconds',
  direct: 'true or false',
  redirectUri: 'the redirect URL of the OAuth application registry row',
  scope: 'the scope, or leave it out',
  serviceAccount: 'the account that the application connects as, or leave it out',
})

interface TokenUse {
  readonly direct: boolean
  readonly serviceAccount?: unknown
}
const keepsToken = ({ direct, serviceAccount }: TokenUse): boolean => !direct || serviceAccount === undefined
const keepsTokenText =
  'has direct mode and a service account: the token of an account that everybody shares never leaves the ' +
  'proxy; take "direct" out'

const oauthInstance = v.pipe(
  v.strictObject({ ...instanceEntries, serviceAccount: v.optional(clientCredentialsAccount) }, instanceText),
  v.check((instance) => keepsToken(instance), keepsTokenText),
)
/** Basic authentication needs no row in the application registry. */
const basicInstance = v.pipe(
  v.strictObject(
    {
      ...instanceEntries,
      clientId: v.optional(v.string(`is no text; write ${clientIdText}, or leave it out`), ''),
      clientSecret: v.optional(v.string(`is no text; write ${clientSecretText}, or leave it out`), ''),
      serviceAccount: basicAccount,
    },
    instanceText,
  ),
  v.check((instance) => keepsToken(instance), keepsTokenText),
)

/** The account that an application connects as, checked. */
export type ServiceAccount =
  v.InferOutput<typeof clientCredentialsAccount> | v.InferOutput<typeof basicAccount>

/** Basic authentication has a client of two empty texts. */
export interface InstanceOutput extends Omit<v.InferOutput<typeof oauthInstance>, 'serviceAccount'> {
  serviceAccount?: ServiceAccount | undefined
}
/** A configuration that was checked may be given again. */
type InstanceInput = v.InferInput<typeof oauthInstance> | v.InferInput<typeof basicInstance> | InstanceOutput

/** One instance of the configuration. */
export const instanceSchema = v.lazy((instance): v.GenericSchema<InstanceInput, InstanceOutput> => {
  return usesBasic(instance) ? basicInstance : oauthInstance
})
