import { createEmulator } from '../../../../src/emulator/create-emulator.js'
import { call, type Answer } from '../../../emulator/call.js'
import { allow, type Contract } from '../contract.js'
import { rapid7 } from '../fixtures.js'
import { instanceWith, type Row } from '../planted-rows.js'

const asAdmin = { as: 'admin' } as const
const planted = '4a'.repeat(16)

/** The entries of the recorded incident, oldest first. */
const entries: readonly Row[] = [
  {
    sys_created_on: '2026-09-03 08:00:00',
    sys_created_by: 'employee',
    element: 'comments',
    value: 'First line\n\nSecond paragraph',
  },
  {
    sys_created_on: '2026-09-04 09:11:02',
    sys_created_by: 'admin',
    element: 'work_notes',
    value: 'Confirmed with the requester that this was expected activity',
  },
  {
    sys_created_on: '2026-09-04 09:12:33',
    sys_created_by: 'admin',
    element: 'comments',
    value: 'RRN:rrn:investigation:us:11111111-1111-1111-1111-111111111111:investigation:ABCDEF543210',
  },
].map((entry, index) => ({
  ...entry,
  sys_id: String(index).repeat(32),
  element_id: planted,
  name: 'incident',
  sys_tags: '',
}))

async function readPlantedEntries(): Promise<Answer> {
  const joe = { sys_id: '681ccaf9c0a8016400b98a06818d57c7', user_name: 'employee', name: 'Joe Employee' }
  const emulator = instanceWith({
    incident: [{ sys_id: planted, number: 'INC0099999', sys_class_name: 'incident' }],
    sys_user: [{ ...joe, active: 'true' }],
    sys_journal_field: entries,
  })
  const fields = 'sysparm_display_value=true&sysparm_fields=comments,work_notes'
  return call(emulator, `/api/now/table/incident/${planted}?${fields}`, asAdmin)
}

/** Comments and work notes, as rows and as text. */
export const journalContracts: readonly Contract[] = [
  {
    fixture: rapid7('get_incident_comments_worknotes_journal.json'),
    request: 'GET /api/now/table/sys_journal_field?sysparm_query=element_id=…^ORDERBYDESCsys_created_on',
    async produce() {
      const emulator = createEmulator({ incidents: 5 })
      const sysId = emulator.asUser('admin').create('incident', {}).sys_id!
      emulator.asUser('admin').update('incident', sysId, { comments: 'This is Sev1 incident.' })
      emulator.asUser('admin').update('incident', sysId, { work_notes: 'Team is actively looking into it.' })
      return call(
        emulator,
        `/api/now/table/sys_journal_field?sysparm_query=element_id=${sysId}^ORDERBYDESCsys_created_on` +
          '&sysparm_fields=sys_id,sys_created_on,name,element_id,sys_tags,value,sys_created_by,element',
        asAdmin,
      )
    },
    status: 200,
    closeness: 'forms',
    allowed: [
      allow(
        'form',
        'the element_id was shortened by those who published the list',
        'element_id',
        'result[].',
      ),
    ],
  },
  {
    fixture: rapid7('get_incident_comments_worknotes_journal_forbidden.json'),
    request: 'GET /api/now/table/sys_journal_field as somebody who is no administrator',
    produce: () => call(createEmulator({ incidents: 5 }), '/api/now/table/sys_journal_field'),
    status: 403,
    closeness: 'values',
  },
  {
    fixture: rapid7('get_incident_comments_worknotes_incident_record.json'),
    request: 'GET /api/now/table/incident/{sys_id}?sysparm_display_value=true, the recorded entries planted',
    produce: readPlantedEntries,
    status: 200,
    closeness: 'values',
  },
]
