import { expect } from 'chai'
import { toAnswerError } from '../../src/protocol/error-body.js'
import { parseJson } from '../../src/protocol/json-body.js'
import { thrownBy } from './codes.js'

const now = Date.UTC(2026, 10, 20, 12)
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
})
const instance = (message: string, detail: string | null = null) => ({
  error: { message, detail },
  status: 'failure',
})

describe('toAnswerError', () => {
  const cases: readonly (readonly [string, number, unknown])[] = [
    [
      'SNOW_RECONNECT_NEEDED',
      401,
      instance('User is not authenticated', 'Required to provide Auth information'),
    ],
    [
      'SNOW_NOT_FOUND_OR_HIDDEN',
      404,
      instance('No Record found', "Record doesn't exist or ACL restricts the record retrieval"),
    ],
    ['SNOW_REQUEST_REFUSED', 400, instance('Invalid table foo')],
    ['SNOW_ACL_DENIED', 403, instance('User Not Authorized', 'Failed API level ACL Validation')],
    [
      'SNOW_ACL_DENIED',
      403,
      instance(
        'Insufficient rights to query records',
        'Field(s) present in the query do not have permission to be read',
      ),
    ],
    [
      'SNOW_ACL_DENIED',
      403,
      instance('Operation Failed', 'ACL Exception Insert Failed due to security constraints'),
    ],
    [
      'SNOW_RULE_REFUSED',
      403,
      instance('Operation Failed', "Operation against file 'incident' was aborted by Business Rule 'x^1'"),
    ],
    [
      'SNOW_RULE_REFUSED',
      403,
      instance(
        'Operation Failed',
        'Data Policy Exception: The following fields are mandatory: Resolution code',
      ),
    ],
    ['SNOW_RULE_REFUSED', 403, instance('Operation Failed', 'Short description is mandatory')],
    ['SNOW_SCOPE_DENIED', 403, instance('Missing required api access scope')],
    ['SNOW_FILE_SCAN_PENDING', 403, instance('Read operation against file denied')],
    ['SNOW_RATE_LIMITED', 429, instance('Rate limit exceeded', 'Rate limit of 100 requests per hour')],
    ['SNOW_TRANSACTION_CANCELLED', 500, instance('Transaction cancelled: maximum execution time exceeded')],
    [
      'SNOW_FILE_TOO_LARGE',
      400,
      instance('Exception while reading request', 'Rejected large REST payload with content-length = 1'),
    ],
    ['SNOW_FILE_TOO_LARGE', 413, ''],
    ['SNOW_INSTANCE_FAILED', 500, 'oops'],
    ['SNOW_INSTANCE_UNREACHABLE', 502, '<html>Bad gateway</html>'],
    ['SNOW_INSTANCE_UNREACHABLE', 503, ''],
    ['SNOW_INSTANCE_ASLEEP', 502, '<html>Your instance is hibernating</html>'],
    ['SNOW_TIMEOUT', 504, ''],
    ['SNOW_TIMEOUT', 408, ''],
    ['SNOW_ROUTE_UNKNOWN', 404, '<html>Not found</html>'],
    ['SNOW_BAD_RESPONSE', 302, ''],
    ['SNOW_CONFLICT', 409, { error: { code: 'SNOW_CONFLICT', message: 'x' } }],
    ['SNOW_ACL_DENIED', 403, { error: { code: 'SNOW_FROM_TOMORROW', message: 'x' } }],
  ]
  for (const [code, status, body] of cases) {
    it(`reads ${status} ${JSON.stringify(body).slice(0, 60)} as ${code}`, () => {
      const error = toAnswerError(answer(status, body), now)
      expect(error.code).to.equal(code)
      expect(error.status).to.equal(status)
    })
  }

  it("keeps the instance's words and transaction, whatever is missing", () => {
    const error = toAnswerError(
      answer(403, instance('Operation Failed', ' '), { 'X-Transaction-ID': 'abc123' }),
      now,
    )
    expect(error.instanceMessage).to.equal('Operation Failed')
    expect(error.transactionId).to.equal('abc123')
  })
  it("keeps the proxy's own error whole", () => {
    const body = {
      error: {
        code: 'SNOW_RATE_LIMITED',
        message: 'm',
        transactionId: 't',
        instanceMessage: 'i',
        retryAfterMs: 5000,
      },
    }
    const { code, message, transactionId, instanceMessage, retryAfterMs } = toAnswerError(
      answer(429, body),
      now,
    )
    expect({ code, message, transactionId, instanceMessage, retryAfterMs }).to.deep.equal(body.error)
  })

  const waits: readonly (readonly [Record<string, string>, number | undefined])[] = [
    [{ 'Retry-After': '30' }, 30_000],
    [{ 'Retry-After': new Date(now + 90_000).toUTCString() }, 90_000],
    [{ 'Retry-After': '999999999' }, 3_600_000],
    [{ 'Retry-After': '-1' }, undefined],
    [{ 'Retry-After': 'soon' }, undefined],
    [{ 'Retry-After': new Date(now - 90_000).toUTCString() }, undefined],
    [{ 'X-RateLimit-Limit': '100', 'X-RateLimit-Reset': String(now / 1000 + 60) }, 60_000],
    [{}, undefined],
  ]
  for (const [headers, expected] of waits) {
    it(`reads ${JSON.stringify(headers)} as a wait of ${expected} ms`, () => {
      expect(toAnswerError(answer(429, '', headers), now).retryAfterMs).to.equal(expected)
    })
  }
})

describe('parseJson', () => {
  const broken: readonly (readonly [string, string, string])[] = [
    [
      'the page of a sleeping instance',
      '<html><h1>Your instance is Hibernating</h1>',
      'SNOW_INSTANCE_ASLEEP',
    ],
    ['a login page', '<!doctype html><title>Log in</title>', 'SNOW_BAD_RESPONSE'],
    ['nothing', '', 'SNOW_BAD_RESPONSE'],
    ['half an answer', '{"result":[{"sys_id":"', 'SNOW_BAD_RESPONSE'],
    [
      'an error written into the rows',
      '{"result":[{"a":"b"},{"error":{"message":"Transaction cancelled: maximum',
      'SNOW_TRANSACTION_CANCELLED',
    ],
  ]
  for (const [what, text, code] of broken) {
    it(`reads ${what} as ${code}`, () => {
      const error = thrownBy(() => parseJson(answer(200, text, { 'X-Transaction-ID': 't1' })))
      expect(error.code).to.equal(code)
      expect(error.transactionId).to.equal('t1')
    })
  }
  it('reads JSON', () => expect(parseJson(answer(200, { a: 1 }))).to.deep.equal({ a: 1 }))
})
