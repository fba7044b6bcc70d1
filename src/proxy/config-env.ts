import { parseConfig, type CheckedConfig } from './config.js'

/** Variables by name. Edge runtimes bind other things than texts, too: those are not looked at. */
export type Environment = Readonly<Record<string, unknown>>

export interface ReadConfigOptions {
  /** What a configuration file holds; variables win over it, key by key. */
  readonly file?: unknown
  /** Told of values with spaces around them, and of variables that nobody reads; `name` is the key's. */
  readonly onWarning?: (text: string, kind: 'spaces' | 'unknown', name: string) => void
}

/** A configuration that nobody has checked yet, and how its writer knows a key. */
export interface CollectedConfig {
  readonly value: Readonly<Record<string, unknown>>
  readonly nameKey: (path: string) => string
}

/**
 * End of a variable's name to key of an instance, with dots where it lies deeper: `SNOWLINE_PROD_CLIENT_ID` is
 * `instances.prod.clientId`.
 */
const instanceKeys: Readonly<Record<string, string>> = {
  URL: 'url',
  CLIENT_ID: 'clientId',
  CLIENT_SECRET: 'clientSecret',
  PREVIOUS_CLIENT_SECRET: 'previousClientSecret',
  LABEL: 'label',
  ENVIRONMENT: 'environment',
  REDIRECT_URI: 'redirectUri',
  SCOPE: 'scope',
  SERVICE_GRANT: 'serviceAccount.grant',
  SERVICE_USERNAME: 'serviceAccount.username',
  SERVICE_PASSWORD: 'serviceAccount.password',
  ACTING_AS: 'serviceAccount.actingAs',
  GUARD_JWKS: 'serviceAccount.guard.jwksUrl',
  GUARD_ISSUER: 'serviceAccount.guard.issuer',
  GUARD_AUDIENCE: 'serviceAccount.guard.audience',
}

/** Variables that are not configuration of the proxy itself. */
const otherVariables =
  /^SNOWLINE_(?:PORT|HOST|DOCTOR_PASSWORD|LOG|GRACE|LINGER|METRICS(?:_PORT|_HOST)?|REDIS_URL|CHROMIUM|FIREFOX|WEBKIT_DRIVER|MINIBROWSER|XVFB)$/

/**
 * The proxy's configuration from `SNOWLINE_*` variables, over that of a file. Throws
 * `SNOW_CONFIG_INVALID`, which names each missing or wrong key together with its variable.
 * `variables` is `process.env`, or what a runtime has instead of it.
 */
export function readConfigFromEnv(variables: object, options: ReadConfigOptions = {}): CheckedConfig {
  if (options.file !== undefined && !isObject(options.file)) return parseConfig(options.file)
  const { value, nameKey } = collectConfig(variables as Environment, options)
  return parseConfig(value, nameKey)
}

/** The same before it is checked: for who wants to know everything about it, and not stop at what is wrong. */
export function collectConfig(env: Environment, options: ReadConfigOptions = {}): CollectedConfig {
  const { onWarning = (text) => console.warn(`[snowline] ${text}`) } = options
  const file = isObject(options.file) ? options.file : undefined
  const used = new Set<string>()
  const read = (name: string): string | undefined => {
    const value = env[name]
    const trimmed = typeof value === 'string' ? value.trim() : undefined
    // A secret that was pasted with a space is refused by the instance, which does not say why.
    if (trimmed !== undefined && trimmed !== value && !used.has(name))
      onWarning(`${name} has spaces around its value; they are ignored`, 'spaces', name)
    used.add(name)
    return trimmed === '' ? undefined : trimmed
  }
  const bridges = read('SNOWLINE_BRIDGES')
  const config = {
    // A proxy for pages of other sites alone needs no list of its own site's.
    ...present('origins', bridges === undefined ? undefined : []),
    ...file,
    ...present('publicUrl', read('SNOWLINE_PUBLIC_URL')),
    ...present('origins', list(read('SNOWLINE_ORIGINS'))),
    ...present('sealKeys', list(read('SNOWLINE_SEAL_KEYS'))),
    ...present('crossSite', readCrossSite(file?.['crossSite'], list(bridges))),
    ...present('instances', readInstances(file?.['instances'], read)),
  }
  warnOfUnknown(env, used, onWarning)
  warnOfSpaces(file, 'configuration', onWarning)
  const short =
    read('SNOWLINE_INSTANCES') === undefined ? (read('SNOWLINE_INSTANCE_ID') ?? 'default') : undefined
  return { value: config, nameKey: (path) => nameOf(path, short) }
}

type OnWarning = NonNullable<ReadConfigOptions['onWarning']>
type Read = (name: string) => string | undefined

function readCrossSite(fromFile: unknown, bridges: readonly string[] | undefined): unknown {
  if (bridges === undefined || (fromFile !== undefined && !isObject(fromFile))) return fromFile
  return { ...fromFile, bridges }
}

function readInstances(fromFile: unknown, read: Read): unknown {
  if (fromFile !== undefined && !isObject(fromFile)) return fromFile
  const instances: Record<string, unknown> = { ...fromFile }
  const ids = list(read('SNOWLINE_INSTANCES'))
  for (const id of new Set([...(ids ?? []), ...Object.keys(instances)])) {
    merge(instances, [id], readInstance(`SNOWLINE_${variablePart(id)}_`, read))
  }
  if (ids !== undefined) return instances
  // One instance needs no id in its variables: SNOWLINE_INSTANCE_URL, SNOWLINE_CLIENT_ID and so on.
  const only = { ...readInstance('SNOWLINE_', read), ...present('url', read('SNOWLINE_INSTANCE_URL')) }
  const [firstOfFile] = Object.keys(instances)
  const id = read('SNOWLINE_INSTANCE_ID') ?? firstOfFile ?? 'default'
  if (Object.keys(only).length > 0) merge(instances, [id], only)
  return Object.keys(instances).length === 0 ? undefined : instances
}

function readInstance(prefix: string, read: Read): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [end, key] of Object.entries(instanceKeys)) {
    if (prefix === 'SNOWLINE_' && end === 'URL') continue
    const value = read(`${prefix}${end}`)
    if (value !== undefined) merge(found, key.split('.'), value)
  }
  return found
}

/** Puts a value at a path of keys, over what is there; what is no object there stays, to be named as wrong. */
function merge(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...below] = path
  const known = target[key]
  if (below.length === 0 && !isObject(value)) {
    target[key] = value
    return
  }
  if (known !== undefined && !isObject(known)) return
  const inner = { ...known }
  if (below.length > 0) merge(inner, below, value)
  else for (const [name, each] of Object.entries(value as object)) merge(inner, [name], each)
  target[key] = inner
}

/** How somebody who sets variables knows the key at `path`; the instance `short` has the short names. */
function nameOf(path: string, short: string | undefined): string {
  const [key = '', id = '', ...rest] = path.split('.')
  const field = rest.join('.')
  const simple: Readonly<Record<string, string>> = {
    publicUrl: 'SNOWLINE_PUBLIC_URL',
    origins: 'SNOWLINE_ORIGINS',
    sealKeys: 'SNOWLINE_SEAL_KEYS',
    crossSite: 'SNOWLINE_BRIDGES',
    instances: 'SNOWLINE_INSTANCES or SNOWLINE_INSTANCE_URL',
  }
  const end = Object.entries(instanceKeys).find(([, name]) => name === field)?.[0]
  if (key === 'instances' && id !== '' && end === undefined) return path
  if (end === undefined) return simple[key] === undefined ? path : `${path} (${simple[key]})`
  const prefix = id === short ? 'SNOWLINE_' : `SNOWLINE_${variablePart(id)}_`
  return `${path} (${prefix === 'SNOWLINE_' && end === 'URL' ? 'SNOWLINE_INSTANCE_URL' : prefix + end})`
}

function warnOfUnknown(env: Environment, used: ReadonlySet<string>, onWarning: OnWarning): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('SNOWLINE_') || used.has(name) || otherVariables.test(name)) continue
    onWarning(`${name} is not a variable of the proxy; it is ignored`, 'unknown', name)
  }
}

function warnOfSpaces(value: unknown, path: string, onWarning: OnWarning): void {
  if (typeof value === 'string' && value !== value.trim()) {
    onWarning(`${path} has spaces around its value; they are ignored`, 'spaces', path)
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) warnOfSpaces(inner, `${path}.${key}`, onWarning)
}

const variablePart = (id: string): string => id.toUpperCase().replaceAll('-', '_')

function list(value: string | undefined): readonly string[] | undefined {
  return value
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function present(key: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [key]: value }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
