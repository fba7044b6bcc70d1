import * as v from 'valibot'
import { SnowError } from '../shared/errors.js'
import { amount, keyMessage, origin, sealKey, secureUrl } from './config-rules.js'
import { instanceSchema } from './instance-config.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const keyText = 'a list with at least one key: 32 random bytes as base64url'
const originsText = 'the list of origins of the pages that embed Snowline, such as https://www.example.com'
const instancesText = 'at least one ServiceNow instance, by id'
const publicUrl = 'https://sn.example.com'

const sessionSchema = v.strictObject(
  {
    idleMs: v.optional(amount('milliseconds', 100 * dayMs), 12 * hourMs),
    // ServiceNow's refresh token lives 100 days: no session outlives it.
    absoluteMs: v.optional(amount('milliseconds', 100 * dayMs), 7 * dayMs),
  },
  keyMessage({ idleMs: 'milliseconds', absoluteMs: 'milliseconds' }),
)

const bridgeText =
  'the pages of the hosts that end a sign-in, such as https://www.example.com/snowline/bridge.html'

/** For pages on other sites than the proxy: they hold a key-bound handle instead of a cookie. */
const crossSiteSchema = v.strictObject(
  {
    bridges: v.pipe(
      v.array(secureUrl('https://www.example.com/snowline/bridge.html'), `is no list; write ${bridgeText}`),
      v.minLength(1, `is empty; write ${bridgeText}`),
    ),
    idleMs: v.optional(amount('milliseconds', 100 * dayMs), 8 * hourMs),
    // A script in the host's page can sign in with a key of its own: no such session may live for long.
    absoluteMs: v.optional(amount('milliseconds', 100 * dayMs), 12 * hourMs),
  },
  keyMessage({ bridges: bridgeText, idleMs: 'milliseconds', absoluteMs: 'milliseconds' }),
)

const limitsSchema = v.strictObject(
  {
    requestBytes: v.optional(amount('bytes', 1e9), 1_000_000),
    responseBytes: v.optional(amount('bytes', 1e9), 10_000_000),
    uploadBytes: v.optional(amount('bytes', 1e9), 25_000_000),
    downloadBytes: v.optional(amount('bytes', 1e10), 100_000_000),
    headersMs: v.optional(amount('milliseconds', hourMs), 10_000),
    totalMs: v.optional(amount('milliseconds', hourMs), 30_000),
    /** Files take longer than records. */
    fileMs: v.optional(amount('milliseconds', hourMs), 300_000),
  },
  keyMessage({
    requestBytes: 'bytes',
    responseBytes: 'bytes',
    uploadBytes: 'bytes',
    downloadBytes: 'bytes',
    headersMs: 'milliseconds',
    totalMs: 'milliseconds',
    fileMs: 'milliseconds',
  }),
)

const keysSchema = v.strictObject(
  {
    publicUrl: secureUrl(publicUrl),
    origins: v.array(origin, `is no list; write ${originsText}`),
    sealKeys: v.pipe(
      v.array(sealKey, `is no list; write ${keyText}`),
      v.minLength(1, `is empty; write ${keyText}`),
    ),
    instances: v.pipe(
      v.record(
        v.pipe(
          v.string(),
          v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'is no id; write at most 32 of a-z, 0-9 and hyphen'),
        ),
        instanceSchema,
        `is no object; write ${instancesText}`,
      ),
      v.check((value) => Object.keys(value).length > 0, `is empty; write ${instancesText}`),
    ),
    session: v.optional(sessionSchema, {}),
    crossSite: v.optional(crossSiteSchema),
    limits: v.optional(limitsSchema, {}),
  },
  keyMessage({
    publicUrl: `the URL under which browsers reach this proxy, such as ${publicUrl}`,
    origins: originsText,
    sealKeys: keyText,
    instances: instancesText,
    session: 'idleMs and absoluteMs',
    crossSite: bridgeText,
    limits: 'the limits to change',
  }),
)

const configSchema = v.pipe(
  keysSchema,
  v.forward(
    v.partialCheck(
      [['origins'], ['crossSite']],
      ({ origins, crossSite }) => origins.length > 0 || crossSite !== undefined,
      `is empty; write ${originsText}`,
    ),
    ['origins'],
  ),
  v.forward(
    v.partialCheck(
      [['origins'], ['crossSite']],
      ({ origins, crossSite }) =>
        !(crossSite?.bridges ?? []).some((bridge) => origins.includes(new URL(bridge).origin)),
      'has a page of an origin that is in the list of origins too: an origin is on the site of the proxy ' +
        '(origins) or on another (crossSite.bridges), never both',
    ),
    ['crossSite'],
  ),
)

/** Configuration of the proxy: all that it knows of hosts and instances. Nothing of it comes from a request. */
export type ProxyConfig = v.InferInput<typeof configSchema>
/** A configuration that was checked, with every default filled in. */
export type CheckedConfig = v.InferOutput<typeof configSchema>
export type InstanceConfig = CheckedConfig['instances'][string]
export type Limits = CheckedConfig['limits']

/** One key of a configuration that must change. */
export interface ConfigProblem {
  /** Where it is, such as `instances.prod.url`; `''` for the whole. */
  readonly path: string
  /** The same as its writer knows it. */
  readonly name: string
  /** Reads on after the name. */
  readonly message: string
}

/** The configuration with its defaults, or everything that is wrong with it. Never throws. */
export function checkConfig(
  value: unknown,
  nameKey: (path: string) => string = (path) => path,
): { readonly config: CheckedConfig } | { readonly problems: readonly ConfigProblem[] } {
  const parsed = v.safeParse(configSchema, value)
  if (parsed.success) return { config: parsed.output }
  const problems = parsed.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? ''
    return { path, name: path === '' ? 'configuration' : nameKey(path), message: issue.message }
  })
  return { problems }
}

/**
 * Checks a configuration. Throws one `SNOW_CONFIG_INVALID` that names every missing and wrong key, a line
 * each. `nameKey` says how the reader knows a key, for example by its environment variable; `further` is what was
 * found wrong beside it.
 */
export function parseConfig(
  value: unknown,
  nameKey?: (path: string) => string,
  further: readonly ConfigProblem[] = [],
): CheckedConfig {
  const checked = checkConfig(value, nameKey)
  if ('config' in checked && further.length === 0) return checked.config
  const problems = 'config' in checked ? further : [...checked.problems, ...further]
  const lines = problems.map(({ name, message }) => `  ${name}: ${message}`)
  const count = lines.length === 1 ? 'One problem' : `${lines.length} problems`
  throw new SnowError('SNOW_CONFIG_INVALID', `${count} in the proxy's configuration:\n${lines.join('\n')}`)
}
