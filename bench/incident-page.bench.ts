import { createClient } from '../src/client/create-client.js'
import { createEmulator } from '../src/emulator/create-emulator.js'
import { incidentFields } from '../src/protocol/parse-incident.js'
import { compare } from './compare.js'

/** What the SDK adds to a page of 1,000 incidents: parsing and checking each row, beside bare fetch + parse. */
const emulator = createEmulator({ incidents: 1_200 })
const parameters = new URLSearchParams({
  sysparm_query: 'active=true^ORDERBYDESCopened_at',
  sysparm_display_value: 'all',
  sysparm_exclude_reference_link: 'true',
  sysparm_fields: ['sys_id', ...incidentFields].join(','),
  sysparm_limit: '1000',
})
const answer = await emulator.fetch(
  new Request(`https://acme.example/api/now/table/incident?${parameters}`, {
    headers: { Authorization: `Basic ${btoa('admin:snowline')}` },
  }),
)
const body = await answer.text()
const respond = (): Promise<Response> =>
  Promise.resolve(new Response(body, { headers: { 'Content-Type': 'application/json' } }))
const client = createClient({ proxy: 'https://sn.example', instance: 'acme', fetch: respond })
const query = { kind: 'comparison', field: 'active', operator: 'equals', value: 'true' } as const

console.log(`${(JSON.parse(body) as { result: unknown[] }).result.length} rows, ${body.length} bytes`)
await compare('incident-page', {
  'fetch + JSON.parse': async () => (await respond()).json(),
  'client.incidents.list': () => client.incidents.list({ query, offset: 0, limit: 1000 }),
})
