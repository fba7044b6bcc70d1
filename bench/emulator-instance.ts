import { createEmulator } from '../src/emulator/create-emulator.js'

/** What one instance of some size takes: printed as one line of JSON by the process that it ran in. */
export interface InstanceFigures {
  readonly node: string
  readonly incidents: number
  readonly startMs: number
  /** Processor time of all threads: what remains comparable on a busy machine. */
  readonly startCpuMs: number
  readonly rssMb: number
  /** Median and first answer of each request, in milliseconds. */
  readonly requests: Readonly<Record<string, { readonly medianMs: number; readonly firstMs: number }>>
  /** Resident memory after all of them, with the indexes that they made. */
  readonly rssAfterMb: number
}

const incidents = Number(process.argv[2])
const samples = Number(process.argv[3])
const emulator = createEmulator({ incidents })
const startMs = performance.now()
const startCpu = process.cpuUsage()
const rssMb = rss()

const table = 'https://bench.example/api/now/table/incident'
const headers = {
  Authorization: `Basic ${btoa('admin:snowline')}`,
  'Content-Type': 'application/json',
}
const fields = 'sys_id,number,short_description,priority,state,caller_id,assigned_to,opened_at,sys_updated_on'

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await emulator.fetch(new Request(`${table}${path}`, { ...init, headers }))
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

const list =
  (query: string, more: Record<string, string> = {}) =>
  async (): Promise<unknown> => {
    const parameters = { sysparm_query: query, sysparm_limit: '50', sysparm_fields: fields, ...more }
    return (await ask(`?${new URLSearchParams(parameters)}`)).json()
  }

interface Row {
  readonly sys_id: string
  readonly number: string
  readonly caller_id: { readonly value: string }
  readonly sys_updated_on: string
}
const rows = async (query: string, more?: Record<string, string>): Promise<Row[]> =>
  ((await list(query, more)()) as { result: Row[] }).result

const [newest] = await rows('active=true^caller_idISNOTEMPTY^ORDERBYDESCopened_at')
if (newest === undefined) throw new Error('There are no incidents to ask for')
const caller = newest.caller_id.value
const network = '287ebd7da9fe198100f92cc8d1d2154e'
const [middle] = await rows('ORDERBYsys_updated_on', {
  sysparm_offset: String(Math.floor(incidents / 2)),
  sysparm_limit: '1',
})
const since = middle!.sys_updated_on
let turn = 0
/** A text that no incident has, and that nobody asked for before. */
const unheard = (): string => `zebra ${turn++}`

const requests: Record<string, () => Promise<unknown>> = {
  'open, newest first': list('active=true^ORDERBYDESCopened_at'),
  'open, offset 1000': list('active=true^ORDERBYDESCopened_at', { sysparm_offset: '1000' }),
  'all, from the middle': list('ORDERBYDESCopened_at', { sysparm_offset: String(incidents / 2) }),
  'open ones of a caller': list(`caller_id=${caller}^active=true^ORDERBYDESCopened_at`),
  'queue of a group': list(`assignment_group=${network}^state!=7^ORDERBYDESCsys_updated_on`),
  'on hold, latest first': list('state=3^ORDERBYDESCsys_updated_on'),
  'urgent and open': list('priorityIN1,2^active=true^ORDERBYDESCopened_at'),
  'sync after a moment': list(`sys_updated_on>${since}^ORDERBYsys_updated_on^ORDERBYsys_id`, {
    sysparm_no_count: 'true',
  }),
  'sync, counted': list(`sys_updated_on>${since}^ORDERBYsys_updated_on^ORDERBYsys_id`),
  'by number': list(`number=${newest.number}`),
  'by sys_id': async () => (await ask(`/${newest.sys_id}`)).json(),
  update: async () =>
    (
      await ask(`/${newest.sys_id}`, { method: 'PATCH', body: JSON.stringify({ description: unheard() }) })
    ).json(),
  create: async () =>
    (await ask('', { method: 'POST', body: JSON.stringify({ short_description: unheard() }) })).json(),
  'scan of every row': async () => list(`short_descriptionLIKE${unheard()}`)(),
}

const figures: Record<string, { medianMs: number; firstMs: number }> = {}
for (const [name, run] of Object.entries(requests)) {
  const times: number[] = []
  for (let sample = 0; sample <= samples; sample += 1) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  const [firstMs = 0, ...later] = times
  later.sort((a, b) => a - b)
  figures[name] = { medianMs: later[Math.floor(later.length / 2)]!, firstMs }
}
const answer: InstanceFigures = {
  node: process.version,
  incidents,
  startMs,
  startCpuMs: (startCpu.user + startCpu.system) / 1000,
  rssMb,
  requests: figures,
  rssAfterMb: rss(),
}
console.log(JSON.stringify(answer))

function rss(): number {
  return process.memoryUsage().rss / 1e6
}
