import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { call, createTestClock, tokenRequest, tokensFor, type Answer } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { rapid7, stackVista, vendorDocs } from '../fixtures.js'

const asAdmin = { as: 'admin' } as const
const emulator = () => createEmulator({ incidents: 5 })

async function passwordGrant(): Promise<Answer> {
  return tokenRequest(emulator(), { grant_type: 'password', username: 'beth.anglin', password: 'snowline' })
}

/** Asks until the hourly limit is in force: counts reach the rule up to 30 s late. */
async function overLimit(): Promise<Answer> {
  const clock = createTestClock()
  const limited = createEmulator({ incidents: 5, clock, switches: { 'rate-limit': 100 } })
  const ask = () => call(limited, '/api/now/table/incident?sysparm_limit=1&sysparm_fields=number')
  for (let n = 0; n < 101; n += 1) await ask()
  clock.advance(31_000)
  await ask()
  return ask()
}

/** A body that is cut off and ends with an error: whether it is JSON, and what its end says. */
function readCutOff(text: string): unknown {
  const end = text.slice(text.lastIndexOf('"error"'))
  try {
    return { isJson: true, body: JSON.parse(text) as unknown }
  } catch {
    return {
      isJson: false,
      start: text.replaceAll(/\s/g, '').slice(0, 11),
      end: JSON.parse(`{${end}`) as unknown,
    }
  }
}

/** Tokens, limits and what stands beside a result. */
export const accessContracts: readonly Contract[] = [
  {
    fixture: vendorDocs('oauth__Sample_token_response'),
    request: 'POST /oauth_token.do grant_type=password',
    produce: passwordGrant,
    status: 200,
    closeness: 'forms',
  },
  {
    fixture: rapid7('get_oauth_token.json'),
    request: 'POST /oauth_token.do grant_type=refresh_token',
    async produce() {
      const instance = emulator()
      const { refresh_token } = await tokensFor(instance, 'beth.anglin')
      return tokenRequest(instance, { grant_type: 'refresh_token', refresh_token })
    },
    status: 200,
    closeness: 'forms',
    allowed: [allow('form', 'the scope of a code grant is empty in the vendor’s own sample', 'scope', '')],
  },
  {
    fixture: vendorDocs('ratelimit__REST_API_response_headers'),
    request: 'GET /api/now/table/incident, the 103rd time within an hour of a limit of 100',
    produce: overLimit,
    status: 429,
    headers: {
      'X-RateLimit-Limit': /^100$/,
      'X-RateLimit-Reset': /^\d{10}$/,
      'X-RateLimit-Rule': /^[0-9a-f]{32}$/,
      'Retry-After': /^\d+$/,
    },
    closeness: 'values',
  },
  {
    fixture: vendorDocs('sessiondebug__Response_body'),
    request: 'GET /api/now/table/incident/{sys_id} with X-WantSessionDebugMessages: true',
    produce() {
      const instance = emulator()
      const { sys_id } = instance.asUser('admin').create('incident', { description: 'No access to email' })
      return call(instance, `/api/now/table/incident/${sys_id}?sysparm_fields=description,number`, {
        ...asAdmin,
        headers: { 'X-WantSessionDebugMessages': 'true' },
      })
    },
    status: 200,
    closeness: 'forms',
  },
  {
    fixture: stackVista('cmdb_ci_result_error_message.json'),
    request: 'GET /api/now/tables/cmdb_ci with the switch unknown-api=not-part-of-api',
    produce: () =>
      call(
        createEmulator({
          incidents: 5,
          switches: { 'unknown-api': 'not-part-of-api', 'error-detail': 'space' },
        }),
        '/api/now/tables/cmdb_ci',
        asAdmin,
      ),
    status: 400,
    closeness: 'values',
  },
  {
    fixture: stackVista('cmdb_ci_result_malformed_json_with_error_msg.txt'),
    request: 'GET /api/now/table/cmdb_ci with the switch transaction-cancel=200',
    produce: () =>
      call(
        createEmulator({ incidents: 5, switches: { 'transaction-cancel': '200' } }),
        '/api/now/table/cmdb_ci',
        asAdmin,
      ),
    status: 200,
    closeness: 'values',
    read: readCutOff,
  },
]
