import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call, type Answer } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { vendorDocs } from '../fixtures.js'

const asAdmin = { as: 'admin' } as const

async function newChange(emulator: Emulator): Promise<string> {
  const answer = await call(emulator, '/api/sn_chg_rest/change', { ...asAdmin, json: {} })
  return (answer.body as { result: { sys_id: { value: string } } }).result.sys_id.value
}

async function firstOf(emulator: Emulator, table: string): Promise<string> {
  const answer = await call(
    emulator,
    `/api/now/table/${table}?sysparm_limit=1&sysparm_fields=sys_id`,
    asAdmin,
  )
  return (answer.body as { result: { sys_id: string }[] }).result[0]!.sys_id
}

async function associate(emulator: Emulator, change: string, type: string): Promise<Answer> {
  const json = { association_type: type, cmdb_ci_sys_ids: [await firstOf(emulator, 'cmdb_ci')] }
  return call(emulator, `/api/sn_chg_rest/change/${change}/ci`, { ...asAdmin, json })
}

function firstAvailable(emulator: Emulator, change: string): Promise<Answer> {
  const path = `/api/sn_chg_rest/change/${change}/schedule/first_available?duration_in_seconds=10800`
  return call(emulator, path, { ...asAdmin, method: 'PATCH' })
}

/** Asks how far the worker of an answer is. */
function askWorker(emulator: Emulator, answer: Answer): Promise<Answer> {
  const { result } = answer.body as { result: { worker: { sysId: string } } }
  return call(emulator, `/api/sn_chg_rest/change/worker/${result.worker.sysId}`, asAdmin)
}

/** Requests that the instance works on in the background: the answer tells the worker. */
function workerContract(
  file: string,
  request: string,
  produce: (emulator: Emulator, change: string) => Promise<Answer>,
  allowed: Contract['allowed'] = [],
): Contract {
  return {
    fixture: vendorDocs(`change__Change_Management_${file}`),
    request,
    async produce() {
      const emulator = createEmulator({ incidents: 5 })
      return produce(emulator, await newChange(emulator))
    },
    status: 200,
    closeness: 'forms',
    allowed,
  }
}

/** What the Change API does in the background, and its models. */
export const changeWorkContracts: readonly Contract[] = [
  workerContract(
    'POST_sn_chg_rest_change_sys_id_ci',
    'POST /api/sn_chg_rest/change/{sys_id}/ci',
    (emulator, change) => associate(emulator, change, 'affected'),
    [allow('form', 'the sample’s link lost its scheme', 'worker.link')],
  ),
  workerContract(
    'GET_sn_chg_rest_change_change_sys_id_schedule',
    'GET /api/sn_chg_rest/change/{sys_id}/schedule',
    (emulator, change) => call(emulator, `/api/sn_chg_rest/change/${change}/schedule`, asAdmin),
  ),
  workerContract(
    'GET_sn_chg_rest_change_ci_cmdb_ci_sys_id_schedule',
    'GET /api/sn_chg_rest/change/ci/{sys_id}/schedule',
    async (emulator) =>
      call(
        emulator,
        `/api/sn_chg_rest/change/ci/${await firstOf(emulator, 'cmdb_ci')}/schedule?duration_in_seconds=10800`,
        asAdmin,
      ),
  ),
  workerContract(
    'PATCH_sn_chg_rest_change_change_sys_id_schedule_first_available__2',
    'PATCH /api/sn_chg_rest/change/{sys_id}/schedule/first_available',
    firstAvailable,
  ),
  workerContract(
    'PATCH_sn_chg_rest_change_change_sys_id_schedule_first_available',
    'GET /api/sn_chg_rest/change/worker/{sys_id of the search for a first available time}',
    async (emulator, change) => askWorker(emulator, await firstAvailable(emulator, change)),
  ),
  workerContract(
    'GET_sn_chg_rest_change_worker_sys_id',
    'GET /api/sn_chg_rest/change/worker/{sys_id of an association}',
    async (emulator, change) => askWorker(emulator, await associate(emulator, change, 'impacted')),
  ),
  {
    fixture: vendorDocs('change__Change_Management_GET_sn_chg_rest_change_model'),
    request: 'GET /api/sn_chg_rest/change/model',
    produce: () => call(createEmulator({ incidents: 5 }), '/api/sn_chg_rest/change/model', asAdmin),
    status: 200,
    closeness: 'forms',
  },
  {
    fixture: vendorDocs('change__Change_Management_GET_sn_chg_rest_change_model_sys_id'),
    request: 'GET /api/sn_chg_rest/change/model/{sys_id}',
    async produce() {
      const emulator = createEmulator({ incidents: 5 })
      return call(emulator, `/api/sn_chg_rest/change/model/${await firstOf(emulator, 'chg_model')}`, asAdmin)
    },
    status: 200,
    closeness: 'forms',
  },
]
