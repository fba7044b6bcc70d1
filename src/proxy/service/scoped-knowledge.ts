import type { Row } from '../../protocol/field-value.js'
import { isSysId, parseResult } from '../../protocol/parse-table.js'
import { asRecord, asText, badResponse } from '../../protocol/wire-values.js'
import { SnowError } from '../../shared/errors.js'
import type { ProxyAnswer } from '../exchange.js'
import { jsonOf, onlyAsked, withResult } from './checked-answer.js'
import type { RowFilter } from './row-filter.js'
import { queryInside, readQuery } from './scoped-query.js'
import type { ScopedRequest } from './scoped-request.js'
import { denied, notThere } from './service-scope.js'

const table = 'kb_knowledge'

/** Articles that a search finds, inside of the filter of `kb_knowledge`. */
export async function searchArticles(request: ScopedRequest): Promise<ProxyAnswer> {
  const { service, user } = request
  const filter = service.scope.filterOf(table)
  const { query, sort } = readQuery(request.parameters.get('filter'), undefined)
  const { parameters, asked } = withFields(request, filter)
  const text = queryInside(filter, request, query, sort)
  if (text === '') parameters.delete('filter')
  else parameters.set('filter', text)
  const answer = await request.pass({ parameters })
  if (answer.status !== 200 || filter.fields.length === 0) return answer
  const result = asRecord(parseResult(jsonOf(answer)))
  const articles = result?.['articles']
  if (!Array.isArray(articles)) throw badResponse('The answer has no list of articles')
  const shown = articles.map((value: unknown) => {
    const article = asRecord(value) ?? {}
    if (!filter.holds(fieldsOf(article), user)) throw service.checks.ignored(table, filter)
    return withAsked(article, asked)
  })
  if (shown.length > 0) service.checks.prove(table)
  const { count, ...meta } = asRecord(result?.['meta']) ?? {}
  const counted = service.checks.isProven(table) ? { count } : {}
  const own = { filter: request.parameters.get('filter') ?? '', fields: [...asked].join(',') }
  return withResult(answer, { meta: { ...meta, ...own, ...counted }, articles: shown })
}

/** Lists that the instance draws up itself take no filter. */
export async function listArticles(request: ScopedRequest): Promise<ProxyAnswer> {
  const filter = request.service.scope.filterOf(table)
  const { parameters } = withFields(request, filter)
  const { query } = readQuery(parameters.get('filter'), undefined)
  if (filter.fields.length > 0) throw denied('These articles take no filter: search for them instead')
  if (query.kind !== 'and' || query.of.length > 0) throw denied('These articles take no filter')
  return request.pass({ parameters })
}

/** One article, by its sys_id or number. */
export async function readArticle(request: ScopedRequest): Promise<ProxyAnswer> {
  const filter = request.service.scope.filterOf(table)
  if (request.parameters.get('update_view') === 'true') {
    // It would write before anybody has looked at what.
    throw new SnowError('SNOW_REQUEST_REFUSED', 'A service account does not count views')
  }
  const { parameters, asked } = withFields(request, filter)
  const answer = await request.pass({ parameters })
  if (answer.status !== 200 || filter.fields.length === 0) return answer
  const article = asRecord(parseResult(jsonOf(answer))) ?? {}
  if (!filter.holds(fieldsOf(article), request.user)) throw notThere()
  return withResult(answer, withAsked(article, asked))
}

/** A file of an article. */
export async function downloadArticleFile(request: ScopedRequest): Promise<ProxyAnswer> {
  const { service, decision, user } = request
  const filter = service.scope.filterOf(table)
  if (filter.fields.length === 0) return request.pass()
  const { path } = decision.match
  const articlePath = path.slice(0, path.lastIndexOf('/attachments/'))
  const parameters = new URLSearchParams({ fields: filter.fields.join(',') })
  const answer = await request.ask(articlePath, parameters)
  if (answer.status !== 200) return answer
  const article = asRecord(parseResult(jsonOf(answer))) ?? {}
  const id = asText(article['sys_id'])
  if (!isSysId(id) || !filter.holds(fieldsOf(article), user)) throw notThere()
  // By the sys_id that was checked: a number may stand for several versions.
  const exact = articlePath.replace(/[^/]+$/, id)
  return request.pass({ path: `${exact}${path.slice(articlePath.length)}` })
}

interface WithFields {
  readonly parameters: URLSearchParams
  readonly asked: ReadonlySet<string>
}

function withFields({ parameters: sent }: ScopedRequest, filter: RowFilter): WithFields {
  const asked = new Set((sent.get('fields') ?? '').split(',').filter((field) => field !== ''))
  for (const field of asked) {
    if (!field.includes('.')) continue
    throw new SnowError('SNOW_REQUEST_REFUSED', `A service account cannot read "${field}"`)
  }
  const parameters = new URLSearchParams(sent)
  const all = new Set([...asked, ...filter.fields])
  if (all.size > 0) parameters.set('fields', [...all].join(','))
  return { parameters, asked }
}

/** The asked columns of an article, which the Knowledge API puts under `fields`. */
function fieldsOf(article: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(
    Object.entries(asRecord(article['fields']) ?? {}).map(([name, value]) => {
      const field = asRecord(value)
      return [name, { value: asText(field?.['value']), label: asText(field?.['display_value']) }]
    }),
  )
}

function withAsked(
  { fields, ...article }: Readonly<Record<string, unknown>>,
  asked: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return asked.size === 0 ? article : { ...article, fields: onlyAsked(asRecord(fields) ?? {}, asked) }
}
