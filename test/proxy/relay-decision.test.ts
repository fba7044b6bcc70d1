import { expect } from 'chai'
import fc from 'fast-check'
import { isSnowError } from '../../src/shared/errors.js'
import type { Limits } from '../../src/proxy/config.js'
import { decideRelay, type RelayDecision } from '../../src/proxy/relay-decision.js'
import { relayRoutes } from '../../src/proxy/relay-routes.js'

const origin = 'https://acme.service-now.example'
const id = '0123456789abcdef0123456789abcdef'
const limits = { requestBytes: 1000, uploadBytes: 5000 } as Limits

function decide(method: string, target: string, headers: Record<string, string> = {}): RelayDecision {
  const url = new URL(target, 'https://sn.example.com')
  return decideRelay(origin, limits, {
    method,
    path: url.pathname,
    parameters: url.searchParams,
    headers: new Headers(headers),
  })
}

function codeOf(method: string, target: string): string | undefined {
  try {
    decide(method, target)
    return undefined
  } catch (error) {
    if (!isSnowError(error)) throw error
    return error.code
  }
}

describe('decideRelay', () => {
  const passed: readonly (readonly [string, string, string])[] = [
    [
      'GET',
      '/now/table/incident?sysparm_limit=1000&sysparm_offset=20',
      '/api/now/table/incident?sysparm_limit=1000&sysparm_offset=20',
    ],
    [
      'GET',
      `/now/v2/table/sys_user/${id}?sysparm_fields=name,manager.name`,
      `/api/now/v2/table/sys_user/${id}?sysparm_fields=name%2Cmanager.name`,
    ],
    [
      'GET',
      '/now/table/incident?sysparm_query=active%3Dtrue%5Ecaller_id%3Djavascript:gs.getUserID()%5EORDERBYDESCopened_at',
      '/api/now/table/incident?sysparm_query=active%3Dtrue%5Ecaller_id%3Djavascript%3Ags.getUserID%28%29%5EORDERBYDESCopened_at',
    ],
    [
      'GET',
      '/now/table/kb_knowledge?sysparm_query=valid_to%3E%3Djavascript:gs.nowDateTime()',
      '/api/now/table/kb_knowledge?sysparm_query=valid_to%3E%3Djavascript%3Ags.nowDateTime%28%29',
    ],
    ['POST', '/now/table/incident', '/api/now/table/incident'],
    [
      'PATCH',
      `/now/table/incident/${id}?sysparm_display_value=all`,
      `/api/now/table/incident/${id}?sysparm_display_value=all`,
    ],
    ['GET', `/now/attachment/${id}/file`, `/api/now/attachment/${id}/file`],
    [
      'POST',
      `/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a%20%26%20b.png`,
      `/api/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a+%26+b.png`,
    ],
    [
      'GET',
      '/sn_km_api/knowledge/articles?query=&fields=a,b&limit=20',
      '/api/sn_km_api/knowledge/articles?query=&fields=a%2Cb&limit=20',
    ],
    ['GET', '/sn_km_api/v1/knowledge/articles/KB0000011', '/api/sn_km_api/v1/knowledge/articles/KB0000011'],
    [
      'GET',
      `/sn_km_api/knowledge/articles/${id}/attachments/${id}`,
      `/api/sn_km_api/knowledge/articles/${id}/attachments/${id}`,
    ],
  ]
  for (const [method, target, wanted] of passed) {
    it(`passes ${method} ${target.slice(0, 70)} on`, () => {
      expect(decide(method, target)).to.include({ method, url: `${origin}${wanted}` })
    })
  }

  const refused: readonly (readonly [string, string, string])[] = [
    ['DELETE', `/now/table/incident/${id}`, 'SNOW_ROUTE_UNKNOWN'],
    ['POST', '/now/table/sys_user', 'SNOW_ROUTE_UNKNOWN'],
    ['PATCH', `/now/table/kb_knowledge/${id}`, 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/sys_user_has_role', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/sys_properties', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/incident/', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now//table/incident', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/incident%2f..%2fsys_user', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/incident/%2e%2e', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/inc%69dent', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', `/now/table/incident/${id.toUpperCase()}`, 'SNOW_ROUTE_UNKNOWN'],
    ['GET', `/now/table/incident/${id}0`, 'SNOW_ROUTE_UNKNOWN'],
    ['GET', `/now/table/incident/${id}%00`, 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/v3/table/incident', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/batch', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/__proto__', 'SNOW_ROUTE_UNKNOWN'],
    ['GET', '/now/table/incident?sysparm_limit=1001', 'SNOW_REQUEST_REFUSED'],
    ['GET', '/now/table/incident?sysparm_limit=0', 'SNOW_REQUEST_REFUSED'],
    ['GET', '/now/table/incident?sysparm_limit=1&sysparm_limit=2', 'SNOW_REQUEST_REFUSED'],
    ['GET', '/now/table/incident?access_token=x', 'SNOW_REQUEST_REFUSED'],
    ['GET', '/now/table/incident?__proto__=x', 'SNOW_REQUEST_REFUSED'],
    ['GET', '/now/table/incident?sysparm_fields=a;b', 'SNOW_REQUEST_REFUSED'],
    ['GET', `/now/attachment/${id}?sysparm_query=x`, 'SNOW_REQUEST_REFUSED'],
    [
      'POST',
      `/now/attachment/file?table_name=sys_user&table_sys_id=${id}&file_name=a`,
      'SNOW_REQUEST_REFUSED',
    ],
    [
      'POST',
      `/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=..%2Fa`,
      'SNOW_REQUEST_REFUSED',
    ],
    ['GET', '/now/table/incident?sysparm_query=a%3Djavascript:gs.getProperty(%27x%27)', 'SNOW_QUERY_INVALID'],
    ['GET', '/now/table/incident?sysparm_query=a%3DJavaScript%20:gs.getUserID()', 'SNOW_QUERY_INVALID'],
    ['GET', '/now/table/incident?sysparm_query=a%3Djavascript:gs.getUserID()%2Bx', 'SNOW_QUERY_INVALID'],
    [
      'GET',
      '/now/table/incident?sysparm_query=a%3Djavascript:gs.now()%5Eb%3Djavascript:x',
      'SNOW_QUERY_INVALID',
    ],
    [
      'GET',
      '/now/table/incident?sysparm_query=a%3D1%5ERLQUERYtask_sla.task,%3E%3D1%5EENDRLQUERY',
      'SNOW_QUERY_INVALID',
    ],
    [
      'GET',
      '/now/table/incident?sysparm_query=JOINincident.caller_id%3Dsys_user.sys_id!',
      'SNOW_QUERY_INVALID',
    ],
    ['GET', '/now/table/incident?sysparm_query=a%3D%00', 'SNOW_QUERY_INVALID'],
    ['GET', `/now/table/incident?sysparm_query=a%3D${'x'.repeat(6000)}`, 'SNOW_QUERY_INVALID'],
    ['GET', `/now/table/incident?sysparm_query=a%3D${'%5E'.repeat(3000)}`, 'SNOW_QUERY_INVALID'],
  ]
  for (const [method, target, code] of refused) {
    it(`refuses ${method} ${target.slice(0, 80)}: ${code}`, () => {
      expect(codeOf(method, target)).to.equal(code)
    })
  }

  it('sends two headers of its own and none of the page', () => {
    const sent = {
      Cookie: 'session=1',
      Authorization: 'Basic x',
      'X-Forwarded-For': '1.2.3.4',
      X_Forwarded_Host: 'evil.example',
      'X-HTTP-Method-Override': 'DELETE',
      'X-no-response-body': 'true',
      'X-UserToken': 'x',
      Referer: 'https://www.example.com/secret',
      Accept: 'application/xml',
      'Content-Type': 'application/json; charset=utf-8',
    }
    expect(decide('POST', '/now/table/incident', sent).headers).to.deep.equal({
      Accept: 'application/json',
      'Content-Type': 'application/json',
    })
    expect(decide('GET', '/now/table/incident', sent).headers).to.deep.equal({ Accept: 'application/json' })
  })

  it('gives an upload the type that it was sent with, when it is one', () => {
    const path = `/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a`
    const typed = (type: string): string | undefined =>
      decide('POST', path, { 'Content-Type': type }).headers['Content-Type']
    expect(typed('image/png')).to.equal('image/png')
    expect(typed('text/plain;charset=utf-8')).to.equal('text/plain;charset=utf-8')
    expect(typed('text/html; boundary="x"')).to.equal('application/octet-stream')
  })

  it('keeps whatever comes in on the configured origin and inside a template', () => {
    const word = fc.constantFrom(
      ...[
        'now',
        'table',
        'incident',
        'sys_user',
        id,
        'attachment',
        'file',
        'v1',
        'sn_km_api',
        'knowledge',
        'articles',
      ],
      ...[
        '..',
        '.',
        '',
        '%2e%2e',
        '%2f',
        '%5c',
        '\\',
        '@evil.example',
        '//evil.example',
        ':80',
        '?',
        '#',
        ';',
        '%00',
      ],
      ...[
        '\u2024\u2024',
        '\uff0f',
        '%c0%ae',
        'KB0000011',
        'https:',
        'oauth_token.do',
        'sys.scripts.do',
        'api',
      ],
    )
    const good = relayRoutes.map(({ template, tables }) =>
      template
        .replace('{table}', tables?.[0] ?? '')
        .replace('{article}', id)
        .replaceAll('{id}', id),
    )
    const path = fc.oneof(
      fc.constantFrom(...good),
      fc.tuple(fc.constantFrom(...good), word).map(([start, end]) => `${start}/${end}`),
      fc.tuple(fc.constantFrom(...good), fc.string()).map(([start, end]) => start + end),
      fc.array(word, { maxLength: 8 }).map((words) => `/${words.join('/')}`),
      fc.string().map((text) => `/now/table/${text}`),
      fc.string(),
    )
    const name = fc.oneof(
      fc.constantFrom('sysparm_query', 'sysparm_fields', 'sysparm_limit', 'query', 'table_name'),
      fc.string(),
    )
    const parameters = fc.array(fc.tuple(name, fc.string()), { maxLength: 3 })
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE')
    const allowed = relayRoutes.map(({ method: verb, template, tables = [] }) => {
      const pattern = template
        .replace(/^\/(\w+)/, '/api/$1(?:/v[12])?')
        .replace('{table}', `(?:${tables.join('|')})`)
        .replace('{article}', '(?:[0-9a-f]{32}|KB\\d{4,12})')
        .replaceAll('{id}', '[0-9a-f]{32}')
      return { verb, pattern: new RegExp(`^${pattern}$`) }
    })
    let decided = 0
    fc.assert(
      fc.property(method, path, parameters, (verb, candidate, pairs) => {
        let decision: RelayDecision
        try {
          decision = decideRelay(origin, limits, {
            method: verb,
            path: candidate,
            parameters: new URLSearchParams(pairs),
            headers: new Headers(),
          })
        } catch (error) {
          expect(isSnowError(error)).to.equal(true)
          return
        }
        decided += 1
        const url = new URL(decision.url)
        expect(url.origin).to.equal(origin)
        expect(decision.url.startsWith(`${origin}/api/`)).to.equal(true)
        expect(allowed.some((route) => route.verb === verb && route.pattern.test(url.pathname))).to.equal(
          true,
        )
        for (const key of url.searchParams.keys()) {
          expect(key).to.match(
            /^(?:sysparm_\w+|query|fields|kb|language|limit|offset|filter|table_name|table_sys_id|file_name|search_id|search_rank|update_view)$/,
          )
        }
      }),
      { numRuns: 3000 },
    )
    expect(decided, 'some inputs are good ones').to.be.greaterThan(0)
  })
})
