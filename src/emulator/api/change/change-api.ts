import { type Hono } from 'hono'
import { type Instance } from '../../instance.js'
import { readableRow } from '../../records/record-class.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { addChangeRecords } from './change-records.js'
import { changeTypes } from './change-rows.js'
import { addChangeWork } from './change-work.js'

const bases = ['/api/sn_chg_rest/change', '/api/sn_chg_rest/:version{v1}/change']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** The Change Management API: every column wrapped, no totals in headers, and no list that is empty. */
export function addChangeApi(app: Hono<ApiEnv>, instance: Instance): void {
  const all = { id: 'id', required: () => ({}) }
  addChangeRecords(app, instance, { ...all, paths: under('/model'), table: 'chg_model' })
  for (const type of changeTypes) {
    const required = (): Record<string, string> => ({ type })
    addChangeRecords(app, instance, { paths: under(`/${type}`), table: 'change_request', required, id: 'id' })
  }
  addChangeWork(app, instance, bases)
  app.on('GET', under('/:change/nextstate'), (c) => c.json({ result: nextStates(c, instance) }))
  const ofChange = (c: ApiContext): Record<string, string> => {
    const row = readableRow(instance, 'change_request', c.req.param('change') ?? '', c.get('who'))
    return { change_request: row.sys_id! }
  }
  const tasks = { paths: under('/:change/task'), table: 'change_task', required: ofChange, id: 'task' }
  addChangeRecords(app, instance, tasks)
  addChangeRecords(app, instance, { ...all, paths: bases, table: 'change_request' })
}

/** The states in their order, from New to Closed; any open change may be canceled. */
const course = ['-5', '-4', '-3', '-2', '-1', '0', '3']
const canceled = '4'

/** Where a change may go from here. The shape is not confirmed by a capture. */
function nextStates(c: ApiContext, instance: Instance): object {
  const row = readableRow(instance, 'change_request', c.req.param('change') ?? '', c.get('who'))
  const state = row.state ?? ''
  const at = course.indexOf(state)
  const isOpen = at >= 0 && at < course.length - 1
  const available = isOpen ? [course[at + 1]!, canceled, state] : [state]
  const labels = instance.store.choices('change_request', 'state', c.get('who').language)
  return {
    available_states: available,
    state_label: Object.fromEntries(available.map((value) => [value, labels.get(value) ?? value])),
  }
}
