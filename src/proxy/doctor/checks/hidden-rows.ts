import { blocked, ok, problem, untold, type Check } from '../check.js'
import { asked, incidentRows } from '../facts/incident-rows.js'
import { isAgent } from '../facts/who.js'

/** Rows that are counted and not shown: ServiceNow counts before it applies access rules. */
export const hiddenRows: Check = {
  id: 'hidden-rows',
  title: 'Hidden rows',
  needs: ['api-access'],
  async run(context) {
    const { status, rows, total } = await incidentRows(context)
    if (status !== 200) return blocked('incidents')
    if (total === undefined) return untold('The list carries no X-Total-Count.')
    const expected = Math.min(total, asked)
    const hidden = expected - rows.length
    if (hidden <= 0) return ok(`All of the newest ${expected} active incidents are shown.`)
    if (!(await isAgent(context))) {
      return ok(
        `${rows.length} of the newest ${expected} are shown; for a requester the others are not meant to be.`,
      )
    }
    if (rows.length === 0) return blocked('incidents')
    return problem('rows-hidden', {
      found: `Of the newest ${expected} active incidents ${hidden} are counted and not shown to this agent.`,
      cause: 'Access rules, a "before query" business rule or domain separation hide them.',
      change: [
        'If the account should see them: System Security > Access Control (ACL), the rules named "incident" with the operation read',
        'System Definition > Business Rules, table incident, When "before", Query checked',
        'With domain separation: User Administration > Users > the account > Domain',
      ],
    })
  },
}
