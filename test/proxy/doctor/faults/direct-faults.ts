import { all, create, setProperty } from '../changes.js'
import type { Fault } from './fault.js'

const page = 'https://www.example.com'

const rule = (rest_api: string, fields: Readonly<Record<string, string>> = {}) =>
  create('sys_cors_rule', {
    rest_api,
    domain: page,
    http_methods: 'GET,POST,PATCH,PUT',
    http_headers: 'Authorization,Content-Type,Accept',
    exposed_headers: 'X-Total-Count,Link,Retry-After,X-RateLimit-Limit,X-RateLimit-Reset,X-Transaction-ID',
    active: 'true',
    ...fields,
  })
/** What direct mode needs, with changes to the rule of the Table API. */
export const corsRules = (fields: Readonly<Record<string, string>> = {}) =>
  all(rule('now/table', fields), rule('now/attachment'), rule('sn_km_api/knowledge'))
const direct = { options: { directOrigins: [page] } }

export const directFaults: readonly Fault[] = [
  { name: 'no CORS rule', ...direct, finds: 'cors-rule-missing' },
  {
    name: 'a CORS rule for one API of three',
    ...direct,
    prepare: rule('now/table'),
    finds: 'cors-rule-missing',
  },
  {
    name: 'CORS rules for another page',
    ...direct,
    prepare: corsRules({ domain: 'https://app.example.com' }),
    finds: 'cors-rule-missing',
  },
  {
    name: 'CORS switched off',
    ...direct,
    as: 'admin',
    prepare: all(corsRules(), setProperty('glide.rest.cors.enabled', 'false')),
    finds: 'cors-off',
  },
  {
    name: 'a CORS rule for reading alone',
    ...direct,
    prepare: corsRules({ http_methods: 'GET' }),
    finds: 'cors-method-missing',
  },
  {
    name: 'a CORS rule without request headers',
    ...direct,
    prepare: corsRules({ http_headers: '' }),
    finds: 'cors-header-missing',
  },
  {
    name: 'a CORS rule with a star for headers',
    ...direct,
    prepare: corsRules({ http_headers: '*' }),
    finds: 'cors-header-missing',
  },
  { name: 'direct mode, and no rule for its pages', instance: { direct: true }, finds: 'cors-rule-missing' },
  {
    name: 'direct mode, and no rule for the page of a bridge',
    instance: { direct: true },
    config: { crossSite: { bridges: ['https://app.example.org/snowline/bridge.html'] } },
    prepare: corsRules(),
    finds: 'cors-rule-missing',
  },
  {
    name: 'a CORS rule that exposes nothing',
    ...direct,
    prepare: corsRules({ exposed_headers: '' }),
    finds: 'cors-exposed-missing',
  },
]
