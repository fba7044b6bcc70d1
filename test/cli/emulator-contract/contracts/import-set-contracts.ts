import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call, type Answer } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { vendorDocs } from '../fixtures.js'

const asAdmin = { as: 'admin' } as const

const bulkInsert = (file: string, json: unknown): Contract => ({
  fixture: vendorDocs(`importset__Import_Set_POST_now_import_stagingTableName_${file}`),
  request: 'POST /api/now/import/imp_incident/insertMultiple',
  produce: () =>
    call(createEmulator({ incidents: 5 }), '/api/now/import/imp_incident/insertMultiple', {
      ...asAdmin,
      json,
    }),
  status: 201,
  closeness: 'forms',
  allowed: [allow('form', 'a placeholder stands in the sample', 'import_set_id multi_import_set_id', '')],
})

const newUser = { u_short_description: 'Made by an import', u_caller: 'beth.anglin' }

function importOne(emulator: Emulator): Promise<Answer> {
  return call(emulator, '/api/now/import/imp_incident', { ...asAdmin, json: newUser })
}

const importsUsers = [
  allow(
    'form',
    'the sample imports a user, who is shown by name; the map that the emulator comes with imports incidents',
    'display_value record_link',
    'result[].',
  ),
]

/** What import sets give. */
export const importSetContracts: readonly Contract[] = [
  {
    fixture: vendorDocs('importset__Import_Set_POST_now_import_stagingTableName'),
    request: 'POST /api/now/import/imp_incident',
    produce: () => importOne(createEmulator({ incidents: 5 })),
    status: 201,
    closeness: 'forms',
    allowed: importsUsers,
  },
  {
    fixture: vendorDocs('importset__Import_Set_GET_now_import_stagingTableName_sys_id'),
    request: 'GET /api/now/import/imp_incident/{sys_id of the staging row}',
    async produce() {
      const emulator = createEmulator({ incidents: 5 })
      await importOne(emulator)
      const staged = await call(
        emulator,
        '/api/now/table/imp_incident?sysparm_limit=1&sysparm_query=ORDERBYDESCsys_created_on',
        asAdmin,
      )
      const [row] = (staged.body as { result: { sys_id: string }[] }).result
      return call(emulator, `/api/now/import/imp_incident/${row!.sys_id}`, asAdmin)
    },
    status: 200,
    closeness: 'forms',
    allowed: importsUsers,
  },
  bulkInsert('insertMultiple__3', { records: [newUser, newUser] }),
]
