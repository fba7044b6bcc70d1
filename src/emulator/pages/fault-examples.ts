import { type FaultPlan } from '../faults/fault-plan.js'

/** Plans to start from: what happens to integrations in the wild. */
export const faultExamples: Readonly<Record<string, FaultPlan>> = {
  'The answer to a create is lost after the commit': [
    { match: { route: '/table/incident', method: 'POST', nth: 1 }, when: 'after-commit', effect: 'reset' },
  ],
  'One list in five answers 503': [
    {
      match: { route: '^/api/now/table/', method: 'GET', probability: 0.2 },
      effect: { kind: 'status', status: 503, headers: { 'Retry-After': '2' } },
    },
  ],
  'Rate limited on every third request': [
    {
      match: { route: '^/api/', nth: 3 },
      effect: {
        kind: 'status',
        status: 429,
        message: 'Rate limit exceeded',
        detail: 'Rate limit of 100 requests per hour for Table API exceeded',
        headers: { 'Retry-After': '30' },
      },
    },
  ],
  'The body breaks off after 500 bytes': [
    { match: { route: '^/api/now/table/' }, when: 'mid-body@500', effect: 'reset' },
  ],
  'An error follows the rows under status 200': [
    { match: { route: '^/api/now/table/' }, when: 'mid-body@2000', effect: 'error-object' },
  ],
  'A page instead of JSON': [{ match: { route: '^/api/' }, effect: 'html' }],
  'The access token dies on the fifth request': [
    { match: { route: '^/api/', nth: 5 }, effect: 'token-death' },
  ],
  'Writes are visible ten seconds late': [
    { match: { route: '/table/', method: 'POST' }, effect: { kind: 'late-commit', ms: 10_000 } },
  ],
  'The second list is a copy of the first': [
    { match: { route: '^/api/now/table/', method: 'GET', nth: 2 }, effect: 'duplicate-response' },
  ],
}
