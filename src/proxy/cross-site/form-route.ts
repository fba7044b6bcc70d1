import { SnowError } from '../../shared/errors.js'
import { jsonAnswer, type ProxyAnswer } from '../exchange.js'
import { publicError, reportFailure } from '../report-failure.js'
import { readBody } from '../request-body.js'
import type { InstanceVisit } from '../routes.js'
import type { CrossSite, Settled } from '../settle.js'
import { oauthErrorAnswer } from './oauth-answer.js'
import { OAuthRefusal } from './oauth-refusal.js'
import { refuseDoubles } from './refuse-doubles.js'

/** What a page on another site sent to the token or revocation endpoint; the gate has checked its origin. */
export interface PageForm {
  readonly fields: URLSearchParams
  readonly origin: string
  readonly crossSite: CrossSite
}

/** Two sealed tokens with what belongs to them, and room. */
const longestForm = 65_536

/** Answers a form as OAuth has it: what `work` gives as JSON, what it throws by its name in OAuth. */
export async function answerForm(
  settled: Settled,
  visit: InstanceVisit,
  work: (settled: Settled, visit: InstanceVisit, form: PageForm) => Promise<object>,
): Promise<ProxyAnswer> {
  try {
    return jsonAnswer(200, await work(settled, visit, await readForm(settled, visit)))
  } catch (thrown) {
    const error = publicError(thrown)
    reportFailure(settled, error, { method: visit.request.method, path: visit.path })
    return oauthErrorAnswer(error)
  }
}

async function readForm(settled: Settled, { request }: InstanceVisit): Promise<PageForm> {
  const { clock, crossSite, limits } = settled
  const origin = request.headers.get('Origin')
  if (crossSite === undefined || origin === null) {
    throw new SnowError('SNOW_ROUTE_UNKNOWN', 'No bridge page is configured here')
  }
  const tooLarge = (): SnowError =>
    new SnowError('SNOW_REQUEST_REFUSED', `The form is longer than ${longestForm} bytes`, { status: 413 })
  const bytes = await readBody(request, { maxBytes: longestForm, ms: limits.totalMs, clock, tooLarge })
  const fields = new URLSearchParams(new TextDecoder().decode(bytes))
  refuseDoubles(fields)
  const client = fields.get('client_id')
  if (client !== null && client !== origin) {
    throw new OAuthRefusal('invalid_client', `client_id is the origin of the page: ${origin}`)
  }
  return { fields, origin, crossSite }
}
