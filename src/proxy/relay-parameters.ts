import { SnowError } from '../shared/errors.js'
import { serverWords } from '../protocol/query-words.js'

/** Checks the value of one query parameter; throws what is wrong with it. */
export type ParameterRule = (value: string) => void

const longestQuery = 6000
const largestLimit = 1000

const refuse = (message: string): never => {
  throw new SnowError('SNOW_REQUEST_REFUSED', message)
}

const matching =
  (pattern: RegExp, what: string): ParameterRule =>
  (value) => {
    if (!pattern.test(value)) refuse(`A parameter is not ${what}`)
  }

const flag = matching(/^(?:true|false)$/, 'true or false')
const fields = matching(/^[a-z_][\w.]*(?:,[a-z_][\w.]*){0,199}$/, 'a list of column names')
const sysId = matching(/^[0-9a-f]{32}$/, 'a sys_id')
const offset = matching(/^\d{1,9}$/, 'an offset')
const shortText = matching(/^[^\p{Cc}]{0,200}$/u, 'a short text')

const limit: ParameterRule = (value) => {
  if (!/^\d{1,4}$/.test(value) || Number(value) < 1 || Number(value) > largestLimit) {
    refuse(`A limit is between 1 and ${largestLimit}`)
  }
}

const allowedScripts: readonly string[] = [...Object.values(serverWords), 'javascript:gs.now()']

/**
 * An encoded query: of bounded length, without joins into other tables, and without any script but the
 * few that Snowline itself writes. Which rows it finds is the instance's to decide, for this user.
 */
export function checkEncodedQuery(value: string): void {
  const invalid = (message: string): never => {
    throw new SnowError('SNOW_QUERY_INVALID', message)
  }
  if (value.length > longestQuery) invalid(`The query is longer than ${longestQuery} characters`)
  if (/\p{Cc}/u.test(value)) invalid('The query contains control characters')
  if (/(?:^|\^)\s*(?:RLQUERY|ENDRLQUERY|SUBQUERY|ENDSUBQUERY|JOIN)/i.test(value)) {
    invalid('The query joins other tables')
  }
  for (const found of value.matchAll(/javascript\s*:/gi)) {
    const rest = value.slice(found.index)
    // The script ends its condition, or what follows would belong to it.
    const isAllowed = allowedScripts.some((script) => rest === script || rest.startsWith(`${script}^`))
    if (!isAllowed) invalid('The query contains a script')
  }
}

const shown: Readonly<Record<string, ParameterRule>> = {
  sysparm_fields: fields,
  sysparm_display_value: matching(/^(?:true|false|all)$/, 'true, false or all'),
  sysparm_exclude_reference_link: flag,
}

/** The parameters that each kind of route knows; any other is refused. */
export const parameterRules = {
  record: shown,
  list: {
    ...shown,
    sysparm_query: checkEncodedQuery,
    sysparm_limit: limit,
    sysparm_offset: offset,
    sysparm_no_count: flag,
    sysparm_suppress_pagination_header: flag,
  },
  attachments: { sysparm_query: checkEncodedQuery, sysparm_limit: limit, sysparm_offset: offset },
  upload: {
    table_name: matching(/^incident$/, 'a table that takes files'),
    table_sys_id: sysId,
    file_name: matching(/^[^\p{Cc}/\\]{1,255}$/u, 'a file name'),
  },
  articles: {
    query: shortText,
    filter: checkEncodedQuery,
    fields,
    kb: matching(/^[0-9a-f]{32}(?:,[0-9a-f]{32}){0,19}$/, 'a list of sys_ids'),
    language: matching(/^(?:all|[a-z]{2,3}(?:,[a-z]{2,3}){0,9})$/i, 'a list of languages'),
    limit,
    offset,
  },
  article: {
    fields,
    language: matching(/^[a-z]{2,3}$/i, 'a language'),
    search_id: matching(/^[0-9a-f]{32}$/, 'a sys_id'),
    search_rank: offset,
    update_view: flag,
  },
  none: {},
} as const satisfies Record<string, Readonly<Record<string, ParameterRule>>>

export type ParameterKind = keyof typeof parameterRules

/** The query rebuilt from what is allowed, each parameter once; throws at the first that is not. */
export function rebuildQuery(sent: URLSearchParams, kind: ParameterKind): string {
  const rules: Readonly<Record<string, ParameterRule>> = parameterRules[kind]
  const rebuilt = new URLSearchParams()
  for (const [name, value] of sent) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) refuse(`The parameter ${name.slice(0, 64)} is not known here`)
    if (rebuilt.has(name)) refuse(`The parameter ${name} is there twice`)
    rule?.(value)
    rebuilt.set(name, value)
  }
  return rebuilt.toString()
}
