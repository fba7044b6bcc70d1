import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call } from '../../../emulator/call.js'
import { type Contract } from '../contract.js'
import { vendorDocs } from '../fixtures.js'
import { instanceWith, type Row } from '../planted-rows.js'

const asAdmin = { as: 'admin' } as const

/** Resolved incidents, one of them in no group. */
function withResolved(): Emulator {
  const resolved = (sys_id: string, assignment_group: string): Row => ({
    sys_id,
    number: `INC00${sys_id.slice(0, 5)}`,
    sys_class_name: 'incident',
    assignment_group,
    business_stc: '804162',
    reassignment_count: '1',
  })
  return instanceWith({
    incident: [
      resolved('1'.repeat(32), ''),
      resolved('2'.repeat(32), '287ebd7da9fe198100f92cc8d1d2154e'),
      resolved('3'.repeat(32), '8a5055c9c61122780043563ef53438e3'),
    ],
  })
}

/** What aggregates give. */
export const aggregateContracts: readonly Contract[] = [
  {
    fixture: vendorDocs('aggregate__Aggregate_GET_now_stats_tableName'),
    request:
      'GET /api/now/stats/incident?sysparm_avg_fields=reassignment_count,business_stc&sysparm_group_by=assignment_group',
    produce: () =>
      call(
        withResolved(),
        '/api/now/stats/incident?sysparm_avg_fields=reassignment_count,business_stc&sysparm_group_by=assignment_group&sysparm_query=business_stcISNOTEMPTY',
        asAdmin,
      ),
    status: 200,
    closeness: 'forms',
  },
]
