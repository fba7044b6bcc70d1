import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { finding, outcomeOf, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import type { WantedTable } from '../doctor-options.js'
import { listTable } from '../facts/apis.js'

/** Above this a full sweep takes longer than the minutes between two of them. */
const largest = 50_000

/** The tables that are synced or mapped: there, readable, of a size that can be swept, with their fields. */
export const tables: Check = {
  id: 'tables',
  title: 'Synced tables',
  needs: ['api-access'],
  async run(context) {
    const findings: DoctorFinding[] = []
    const wanted = context.options.tables ?? []
    for (const table of wanted) findings.push(...(await look(context, table)))
    return outcomeOf(
      findings,
      `${wanted.map(({ name }) => name).join(', ')}: readable, with the fields that are asked for.`,
    )
  },
}

async function look(context: DoctorContext, wanted: WantedTable): Promise<readonly DoctorFinding[]> {
  const { name, query, fields = [] } = wanted
  const listed = await listTable(context, name, {
    ...(query === undefined ? {} : { query }),
    fields: ['sys_id', ...fields],
    limit: 1,
  })
  const { status, rows, total, words, transactionId } = listed
  if (/invalid table/i.test(words)) {
    return [
      finding('table-unknown', {
        found: `The instance has no table ${name}.`,
        cause: 'The name is misspelt, or the plugin that brings the table is not installed.',
        change: [`Write the name as System Definition > Tables has it in the column Name (now: ${name}).`],
        transactionId,
      }),
    ]
  }
  const [row] = rows
  if (status !== 200 || (row === undefined && total !== 0)) {
    return [
      finding('table-acl-denied', {
        found: `This account may not read ${name}${status === 200 ? `: ${total ?? 'some'} rows are counted, none is shown` : ''}.`,
        cause: 'Access rules keep the account from the table.',
        change: [
          `User Administration > Users > the account > Roles: itil, or a role of the rules named "${name}" (System Security > Access Control (ACL), operation read)`,
        ],
        transactionId,
      }),
    ]
  }
  return [...tooLarge(wanted, total ?? 0), ...unknownFields(wanted, row)]
}

function tooLarge({ name, query }: WantedTable, total: number): readonly DoctorFinding[] {
  if (total <= largest) return []
  return [
    finding('table-large', {
      found: `${name} has ${total} rows${query === undefined ? '' : ' that match the query'}.`,
      cause: 'A sync that reads all of them takes long and meets limits.',
      change: [
        `Give the sync of ${name} a query, such as active=true^sys_updated_on>=javascript:gs.hoursAgoStart(1), or a longer interval.`,
      ],
    }),
  ]
}

/** ServiceNow leaves unknown fields out without a word; one that may not be read is left out or empty. */
function unknownFields(
  { name, fields = [] }: WantedTable,
  row: Readonly<Record<string, string>> | undefined,
): readonly DoctorFinding[] {
  const missing = row === undefined ? [] : fields.filter((field) => !(field in row))
  if (missing.length === 0) return []
  return [
    finding('field-unknown', {
      found: `Rows of ${name} come without ${missing.join(', ')}.`,
      cause:
        'The field does not exist on this instance (custom ones begin with u_), or this account may not read it.',
      change: [
        `System Definition > Dictionary, Table ${name}: the column name of the field; or take it out of the mapping`,
        ...missing.map(
          (field) =>
            `System Security > Access Control (ACL): the rule named "${name}.${field}", if there is one`,
        ),
      ],
    }),
  ]
}
