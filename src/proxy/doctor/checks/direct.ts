import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { finding, outcomeOf, untold, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { apiNames, apis, personAuthorization, type ApiName } from '../facts/apis.js'
import { propertyAs } from '../facts/listing.js'

const wanted: Readonly<Record<ApiName, { readonly path: string; readonly methods: readonly string[] }>> = {
  table: { path: '/api/now/table/incident', methods: ['GET', 'POST', 'PATCH'] },
  attachment: { path: '/api/now/attachment', methods: ['GET', 'POST'] },
  knowledge: { path: '/api/sn_km_api/knowledge/articles', methods: ['GET'] },
}

const sentHeaders = ['authorization', 'content-type'] as const
/** Without these a page cannot count, page or obey a limit. */
const readHeaders = [
  'X-Total-Count',
  'Link',
  'Retry-After',
  'X-RateLimit-Limit',
  'X-RateLimit-Reset',
  'X-Transaction-ID',
]

const menu = 'System Web Services > REST > CORS Rules'

/** Direct mode: whether browsers let the pages call the instance themselves. */
export const direct: Check = {
  id: 'direct',
  title: 'CORS rules of direct mode',
  needs: ['api-access'],
  async run(context) {
    if (!canSendOrigin()) return untold('A browser does not let the doctor ask as another page.')
    const states = await apis(context)
    const open = (Object.keys(apiNames) as ApiName[]).filter((name) => states[name].kind === 'open')
    const origins = context.options.directOrigins ?? []
    const missing: Answered[] = []
    const findings: DoctorFinding[] = []
    for (const origin of origins) {
      for (const api of open) {
        const answered = await preflights(context, origin, api)
        if (answered.allowed.length === 0) missing.push(answered)
        else findings.push(...faultsOf(answered), ...(await unreadable(context, origin, api)))
      }
    }
    findings.push(...(await noRules(context, missing)))
    return outcomeOf(
      findings,
      `${origins.join(', ')} may call ${open.map((name) => apiNames[name]).join(', ')}.`,
    )
  },
}

/** Inside a page `Origin` is the page's own, whatever is asked for. */
function canSendOrigin(): boolean {
  return new Request('https://instance.invalid', { headers: { Origin: 'https://page.invalid' } }).headers.has(
    'Origin',
  )
}

interface Answered {
  readonly origin: string
  readonly api: ApiName
  readonly allowed: readonly string[]
  readonly refused: readonly string[]
  /** Request headers that no answer allows. */
  readonly headers: readonly string[]
}

/** A preflight for each method, as a browser sends it before the request. */
async function preflights(context: DoctorContext, origin: string, api: ApiName): Promise<Answered> {
  const { path, methods } = wanted[api]
  const allowed: string[] = []
  const refused: string[] = []
  const headers = new Set<string>()
  for (const method of methods) {
    const answer = await context.ask({
      path,
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': sentHeaders.join(','),
      },
    })
    const allowsOrigin = ['*', origin].includes(answer.headers.get('Access-Control-Allow-Origin') ?? '')
    const lets = namesIn(answer.headers.get('Access-Control-Allow-Methods'))
    if (!allowsOrigin || !(method === 'GET' || lets.includes(method.toLowerCase()) || lets.includes('*'))) {
      refused.push(method)
      continue
    }
    allowed.push(method)
    const letsHeaders = namesIn(answer.headers.get('Access-Control-Allow-Headers'))
    // A star does not cover Authorization: browsers want it by name.
    for (const name of sentHeaders) {
      const covered = letsHeaders.includes(name) || (letsHeaders.includes('*') && name !== 'authorization')
      if (!covered) headers.add(name)
    }
  }
  return { origin, api, allowed, refused, headers: [...headers] }
}

function faultsOf({ origin, api, refused, headers }: Answered): readonly DoctorFinding[] {
  const rule = `${menu} > the rule for ${apiNames[api]} with the Domain ${origin}`
  const findings: DoctorFinding[] = []
  if (refused.length > 0) {
    findings.push(
      finding('cors-method-missing', {
        found: `Pages of ${origin} may not send ${refused.join(', ')} to the ${apiNames[api]}.`,
        cause: 'The CORS rule allows fewer methods than Snowline uses.',
        change: [`${rule} > HTTP Methods: check ${wanted[api].methods.join(', ')}`],
      }),
    )
  }
  if (headers.length > 0) {
    findings.push(
      finding('cors-header-missing', {
        found: `Pages of ${origin} may not send ${headers.join(', ')} to the ${apiNames[api]}.`,
        cause: 'The CORS rule does not name these headers, so the browser keeps the request back.',
        change: [
          `${rule} > HTTP Headers > Access-Control-Allow-Headers: Authorization, Content-Type, Accept`,
        ],
      }),
    )
  }
  return findings
}

/** Headers of a real answer that the page could not read. */
async function unreadable(
  context: DoctorContext,
  origin: string,
  api: ApiName,
): Promise<readonly DoctorFinding[]> {
  const { path } = wanted[api]
  const query = api === 'knowledge' ? { limit: '1' } : { sysparm_limit: '1' }
  const headers = { Origin: origin, Authorization: await personAuthorization(context) }
  const answer = await context.ask({ path, query, headers })
  const exposed = namesIn(answer.headers.get('Access-Control-Expose-Headers'))
  const hidden = readHeaders.filter((name) => !exposed.includes(name.toLowerCase()))
  if (hidden.length === 0) return []
  return [
    finding('cors-exposed-missing', {
      found: `Pages of ${origin} cannot read ${hidden.join(', ')} of the ${apiNames[api]}.`,
      cause:
        'The CORS rule does not expose these headers; without them a page cannot count rows or obey limits.',
      change: [
        `${menu} > the rule for ${apiNames[api]} with the Domain ${origin} > HTTP Headers > Access-Control-Expose-Headers: ${readHeaders.join(', ')}`,
      ],
    }),
  ]
}

/** APIs without any rule for an origin: told once, and as one switch where that is the cause. */
async function noRules(
  context: DoctorContext,
  missing: readonly Answered[],
): Promise<readonly DoctorFinding[]> {
  if (missing.length === 0) return []
  const property = 'glide.rest.cors.enabled'
  const value = await propertyAs(context, await personAuthorization(context), property)
  if (value === 'false') {
    return [
      finding('cors-off', {
        found: 'The instance sends no CORS headers at all.',
        cause: `The property ${property} is false.`,
        change: [`sys_properties.list > ${property}: true`],
      }),
    ]
  }
  const pairs = missing.map(({ origin, api }) => `${apiNames[api]} for ${origin}`)
  return [
    finding('cors-rule-missing', {
      found: `No CORS rule lets browsers call ${pairs.join('; ')}.`,
      cause:
        'Direct mode is configured, and the instance has no rule for this origin: one is needed for each API.',
      change: missing.map(
        ({ origin, api }) =>
          `${menu} > New: REST API ${apiNames[api]}, Domain ${origin}, HTTP Methods ${wanted[api].methods.join(', ')}, Access-Control-Allow-Headers "Authorization, Content-Type, Accept", Access-Control-Expose-Headers "${readHeaders.join(', ')}"`,
      ),
    }),
  ]
}

function namesIn(header: string | null): readonly string[] {
  return (header ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '')
}
