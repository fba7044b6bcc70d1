import { type Hono } from 'hono'
import { ApiError, noRecord } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { elevated } from '../../records/elevated.js'
import { readableRow } from '../../records/record-class.js'
import { readerOf } from '../../records/reader.js'
import { createRecord, updateRecord } from '../../records/record-writer.js'
import { formatTime } from '../../schema/instance-time.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { wholeNumber } from '../read-parameters.js'
import { originOf } from '../request-origin.js'
import { changeRows } from './change-rows.js'
import { addWorker, workerAnswer } from './change-workers.js'
import { wrappedRow } from './wrapped-row.js'

const associations = ['affected', 'impacted', 'offering'] as const
type Association = (typeof associations)[number]

/** What the Change API does in the background: associating items and finding a time for the change. */
export function addChangeWork(app: Hono<ApiEnv>, instance: Instance, bases: readonly string[]): void {
  const under = (path: string): string[] => bases.map((base) => `${base}${path}`)
  app.on('GET', under('/worker/:worker'), (c) => answerWorker(c, instance, c.req.param('worker'), false))
  app.on('GET', under('/ci/:ci/schedule'), (c) => {
    const row = readableRow(instance, 'cmdb_ci', c.req.param('ci') ?? '', c.get('who'))
    const request = {
      cmdb_ci_sys_id: row.sys_id,
      planned_start_time: c.req.query('planned_start_time') ?? '',
      duration_in_seconds: wholeNumber(c.req.query('duration_in_seconds'), 10_800),
      timezone: readerOf(instance, c.get('who')).timeZone,
    }
    return startWork(c, instance, { type: 'schedule', request })
  })
  app.on('GET', under('/:change/schedule'), (c) => {
    const request = {
      change_sys_id: changeId(c, instance),
      timezone: readerOf(instance, c.get('who')).timeZone,
    }
    return startWork(c, instance, { type: 'schedule', request })
  })
  app.on('PATCH', under('/:change/schedule/first_available'), (c) => {
    const seconds = wholeNumber(c.req.query('duration_in_seconds'), 10_800)
    const sysId = changeId(c, instance)
    schedule(c, instance, sysId, seconds)
    const timezone = readerOf(instance, c.get('who')).timeZone
    const request = { change_sys_id: sysId, duration_in_seconds: seconds, timezone }
    return startWork(c, instance, { type: 'schedule', request, infoMessages: ['Change has been updated'] })
  })
  app.on('GET', under('/:change/ci'), (c) => {
    const task = changeId(c, instance)
    const parameters = new URL(c.req.url).searchParams
    const asked = { parameters, required: { task }, who: elevated(c.get('who')) }
    const { rows, encodedQuery } = changeRows(instance, 'task_ci', asked)
    const { schema } = instance.store.table('task_ci')
    const result = rows.map((row) => wrappedRow(instance, schema, row, { who: asked.who }))
    return c.json({ result: result.length === 0 ? [{ __meta: { encodedQuery } }] : result })
  })
  app.on('POST', under('/:change/ci'), async (c) => associate(c, instance))
}

async function associate(c: ApiContext, instance: Instance): Promise<Response> {
  const who = c.get('who')
  const task = changeId(c, instance)
  const { cmdb_ci_sys_ids: ids, association_type: type } = await jsonBody(c)
  if (!isAssociation(type) || !Array.isArray(ids)) {
    throw new ApiError(400, 'Invalid request', 'association_type and a list cmdb_ci_sys_ids are needed')
  }
  // Who may update the change may say what it touches.
  updateRecord(instance, 'change_request', task, { who, body: {} })
  const items = ids.map(String)
  for (const item of items) {
    if (instance.store.row('cmdb_ci', item) === undefined) continue
    createRecord(instance, 'task_ci', { task, ci_item: item }, { who: elevated(who) })
  }
  const request = { cmdb_ci_sys_ids: items, association_type: type, task }
  return startWork(c, instance, { type, request })
}

function isAssociation(type: unknown): type is Association {
  return associations.some((each) => each === type)
}

function changeId(c: ApiContext, instance: Instance): string {
  return readableRow(instance, 'change_request', c.req.param('change') ?? '', c.get('who')).sys_id!
}

/** The next full hour of tomorrow: the emulator knows no other changes in the way. */
function schedule(c: ApiContext, instance: Instance, sysId: string, seconds: number): void {
  const hour = 3_600_000
  const start = (Math.floor(instance.clock.now() / hour) + 25) * hour
  updateRecord(instance, 'change_request', sysId, {
    who: c.get('who'),
    body: { start_date: formatTime(start), end_date: formatTime(start + seconds * 1000) },
  })
}

interface Work {
  readonly type: 'schedule' | Association
  readonly request: object
  readonly infoMessages?: readonly string[]
}

function startWork(c: ApiContext, instance: Instance, { type, request, infoMessages = [] }: Work): Response {
  const sysId = addWorker(instance, { type, request: JSON.stringify(request), infoMessages })
  return answerWorker(c, instance, sysId, true)
}

function answerWorker(
  c: ApiContext,
  instance: Instance,
  sysId: string | undefined,
  isWaiting: boolean,
): Response {
  const result = workerAnswer(instance, sysId ?? '', { origin: originOf(c, instance), isWaiting })
  if (result === undefined) throw noRecord()
  return c.json({ result })
}
