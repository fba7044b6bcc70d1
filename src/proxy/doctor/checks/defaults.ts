import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { finding, outcomeOf, untold, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { listTable } from '../facts/apis.js'

/** The assignment group and the categories that new tickets get: whether the instance has them. */
export const defaults: Check = {
  id: 'defaults',
  title: 'Defaults of new tickets',
  needs: ['api-access'],
  async run(context) {
    const { assignmentGroup, categories = [] } = context.options.defaults ?? {}
    const group = assignmentGroup === undefined ? [] : await groupFaults(context, assignmentGroup)
    const findings = [...(group ?? []), ...(await categoryFaults(context, categories))]
    if (findings.length === 0 && group === undefined) {
      return untold(
        'This account may not see groups: an agent can tell whether the assignment group is there.',
      )
    }
    return outcomeOf(findings, 'The instance has them.')
  },
}

/** `undefined`: the group is counted, and this account may not see it. */
async function groupFaults(
  context: DoctorContext,
  wanted: string,
): Promise<readonly DoctorFinding[] | undefined> {
  const name = wanted.trim()
  const unknown = finding('assignment-group-unknown', {
    found: `The instance has no group "${name}".`,
    cause: 'The group was renamed or removed, or belongs to another instance.',
    change: [
      'The default assignment group: the Name or sys_id of a group as User Administration > Groups has it',
    ],
  })
  // An encoded query has no escape for a caret, and no group is named so.
  if (name === '' || name.includes('^')) return [unknown]
  const { status, rows, total } = await listTable(context, 'sys_user_group', {
    query: `name=${name}^ORsys_id=${name}`,
    fields: ['sys_id', 'name', 'active'],
    limit: 10,
  })
  const found = rows.find((row) => row['name'] === name || row['sys_id'] === name)
  if (found === undefined) return status !== 200 || (total ?? 0) > 0 ? undefined : [unknown]
  if (found['active'] !== 'false') return []
  return [
    finding('assignment-group-inactive', {
      found: `The group "${name}" is not active.`,
      cause: 'It was switched off; tickets that go there are seen by nobody.',
      change: [
        `User Administration > Groups > ${name} > Active: checked; or name another default assignment group`,
      ],
    }),
  ]
}

async function categoryFaults(
  context: DoctorContext,
  wanted: readonly string[],
): Promise<readonly DoctorFinding[]> {
  if (wanted.length === 0) return []
  const { rows } = await listTable(context, 'sys_choice', {
    query: 'name=incident^element=category^inactive=false',
    fields: ['value', 'label'],
    limit: 500,
  })
  const values = new Map(rows.map((row) => [row['value'] ?? '', row['label'] ?? '']))
  const unknown = wanted.filter((value) => !values.has(value))
  if (unknown.length === 0) return []
  const labelled = [...values].find(([, label]) =>
    unknown.some((each) => each.toLowerCase() === label.toLowerCase()),
  )
  const written =
    labelled === undefined ? [] : [`Write the value "${labelled[0]}" instead of the label "${labelled[1]}".`]
  return [
    finding('category-unknown', {
      found: `Incidents have no category ${unknown.map((value) => `"${value}"`).join(', ')}.`,
      cause: 'ServiceNow drops a value that is not in the list, without a word: the ticket gets no category.',
      change: [
        ...written,
        `The default category: one of ${[...values.keys()].filter((value) => value !== '').join(', ')}`,
        'Or add it: System Definition > Choice Lists, Table incident, Element category',
      ],
    }),
  ]
}
