import { ok, outcomeOf, problem, finding, type Check, type Outcome } from '../check.js'
import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { incidentRows, neverEmpty } from '../facts/incident-rows.js'
import type { Listed } from '../facts/listing.js'
import { isAgent } from '../facts/who.js'
import { writableColumns } from '../facts/writable-columns.js'

/** Read and write on incidents, without writing one. */
export const incidents: Check = {
  id: 'incidents',
  title: 'Incidents',
  needs: ['api-access'],
  async run(context) {
    const listed = await incidentRows(context)
    if (listed.status !== 200) return refused(listed)
    const { rows, total = 0 } = listed
    const agent = await isAgent(context)
    if (rows.length === 0 && total > 0 && agent) return everyRowHidden(total)
    const writable = await writableColumns(context)
    const findings = [...hiddenColumns(listed), ...writeDenied(writable)]
    const read =
      rows.length === 0
        ? 'The list answers; this person has no active incident'
        : `The list answers with incidents`
    const write =
      writable === undefined
        ? 'whether they may create and change incidents cannot be told without writing one'
        : 'they may change incidents; whether they may create one cannot be told without writing it'
    return findings.length === 0 ? ok(`${read}; ${write}.`) : outcomeOf(findings, '')
  },
}

const accessRules = 'System Security > Access Control (ACL)'

function refused({ words, transactionId }: Listed): Outcome {
  if (/api level acl/i.test(words)) {
    return problem('incident-table-closed', {
      found: '403 "Failed API level ACL Validation" for the table incident, while other tables answer.',
      cause: 'The table is closed to web services.',
      change: [
        'System Definition > Tables > incident > Application Access: "Allow access to this table via web services" checked, Can read, Can create and Can update checked',
      ],
      transactionId,
    })
  }
  return problem('incident-acl-denied', {
    found: '403 for the list of incidents.',
    cause: 'An access rule keeps this account from reading or querying incidents.',
    change: [
      `${accessRules}: the rules named "incident" with the operations read and query_match; add a role of the account to one of them`,
      'For an agent: User Administration > Users > the account > Roles: itil',
    ],
    transactionId,
  })
}

function everyRowHidden(total: number): Outcome {
  return problem('incident-acl-denied', {
    found: `The instance counts ${total} active incidents and shows this agent none.`,
    cause: 'Access rules or a "before query" business rule hide every row.',
    change: [
      `${accessRules}: the rules named "incident" with the operation read; one of them must let the role itil through`,
      'System Definition > Business Rules, table incident, When "before", Query checked: what it adds for this account',
    ],
  })
}

function hiddenColumns({ rows, transactionId }: Listed): readonly DoctorFinding[] {
  if (rows.length === 0) return []
  const hidden = neverEmpty.filter((column) => rows.every((row) => (row[column] ?? '') === ''))
  if (hidden.length === 0) return []
  return [
    finding('incident-columns-hidden', {
      found: `Every incident comes without ${hidden.join(', ')}.`,
      cause:
        'Access rules on columns hide them from this account; ServiceNow leaves them empty without a word.',
      change: hidden.map(
        (column) =>
          `${accessRules}: the rules named "incident.${column}", "task.${column}" and "incident.*" with the operation read`,
      ),
      transactionId,
    }),
  ]
}

const callerColumns = ['short_description', 'description', 'urgency', 'comments'] as const

function writeDenied(writable: ReadonlySet<string> | undefined): readonly DoctorFinding[] {
  if (writable === undefined) return []
  const denied = callerColumns.filter((column) => !writable.has(column))
  if (denied.length === 0) return []
  return [
    finding('incident-write-denied', {
      found: `The form of an incident does not let this account change ${denied.join(', ')}.`,
      cause: 'Access rules keep it from writing incidents, or these columns of them.',
      change: [
        `${accessRules}: the rules named "incident" and ${denied.map((column) => `"incident.${column}"`).join(', ')} with the operations write and create`,
      ],
    }),
  ]
}
