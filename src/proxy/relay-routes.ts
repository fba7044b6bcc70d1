import type { ParameterKind } from './relay-parameters.js'

/** What comes back: records as JSON, or a file's bytes. */
export type AnswerKind = 'json' | 'file'
/** What goes out: nothing, JSON, or a file's bytes. */
export type BodyKind = 'none' | 'json' | 'file'

/**
 * One thing that may be asked of an instance. In a template `{id}` is a sys_id, `{article}` a sys_id or a
 * KB number, `{table}` one of `tables`; every other segment stands for itself.
 */
export interface RelayRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly template: string
  readonly tables?: readonly string[]
  readonly parameters: ParameterKind
  readonly body: BodyKind
  readonly answer: AnswerKind
}

/** Tables whose records may be read. */
export const readableTables: readonly string[] = [
  'change_request',
  'cmdb_ci',
  'incident',
  'kb_knowledge',
  'problem',
  'sc_req_item',
  'sc_request',
  'sys_attachment',
  'sys_choice',
  'sys_journal_field',
  'sys_user',
  'sys_user_group',
]
const writable = ['incident']

const read = { method: 'GET', body: 'none', answer: 'json' } as const
const write = { body: 'json', answer: 'json', parameters: 'record', tables: writable } as const
const articles = '/sn_km_api/knowledge/articles'

/** Everything that the relay lets through. Nothing deletes, and only incidents are written. */
export const relayRoutes: readonly RelayRoute[] = [
  { ...read, template: '/now/table/{table}', tables: readableTables, parameters: 'list' },
  { ...read, template: '/now/table/{table}/{id}', tables: readableTables, parameters: 'record' },
  { ...write, method: 'POST', template: '/now/table/{table}' },
  { ...write, method: 'PATCH', template: '/now/table/{table}/{id}' },
  { ...write, method: 'PUT', template: '/now/table/{table}/{id}' },
  { ...read, template: '/now/attachment', parameters: 'attachments' },
  { ...read, template: '/now/attachment/{id}', parameters: 'none' },
  { ...read, template: '/now/attachment/{id}/file', parameters: 'none', answer: 'file' },
  { method: 'POST', template: '/now/attachment/file', parameters: 'upload', body: 'file', answer: 'json' },
  { ...read, template: articles, parameters: 'articles' },
  { ...read, template: `${articles}/featured`, parameters: 'articles' },
  { ...read, template: `${articles}/most_viewed`, parameters: 'articles' },
  { ...read, template: `${articles}/{article}`, parameters: 'article' },
  { ...read, template: `${articles}/{article}/attachments/{id}`, parameters: 'none', answer: 'file' },
]

const slots: Readonly<Record<string, RegExp>> = {
  '{id}': /^[0-9a-f]{32}$/,
  '{article}': /^(?:[0-9a-f]{32}|KB\d{4,12})$/,
}

/** A path that fits a route; `path` is rebuilt from its checked segments. */
export interface RelayMatch {
  readonly route: RelayRoute
  readonly path: string
  /** The segments as the route's template has them, without a version. */
  readonly segments: readonly string[]
}

/** Every route that the segments fit, whatever the method. */
export function matchRelayRoutes(segments: readonly string[]): readonly RelayMatch[] {
  const { version, rest } = takeVersion(segments)
  return relayRoutes
    .filter((route) => fits(route, rest))
    .map((route) => ({ route, path: rebuild(rest, version), segments: rest }))
}

/** `/now/v2/table` is `/now/table` of a named version: Link and Location follow what was called. */
function takeVersion(segments: readonly string[]): { version: string; rest: readonly string[] } {
  const [api = '', version = '', ...rest] = segments
  return /^v[12]$/.test(version) ? { version, rest: [api, ...rest] } : { version: '', rest: segments }
}

function rebuild(segments: readonly string[], version: string): string {
  const [api = '', ...rest] = segments
  const all = version === '' ? [api, ...rest] : [api, version, ...rest]
  return `/api/${all.map(encodeURIComponent).join('/')}`
}

function fits(route: RelayRoute, segments: readonly string[]): boolean {
  const wanted = route.template.slice(1).split('/')
  if (wanted.length !== segments.length) return false
  return wanted.every((word, at) => {
    const segment = segments[at] ?? ''
    if (word === '{table}') return route.tables?.includes(segment) ?? false
    return slots[word]?.test(segment) ?? word === segment
  })
}
