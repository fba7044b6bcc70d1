import { ok, problem, untold, type Check } from '../check.js'
import { listTable } from '../facts/apis.js'

/** One incident that somebody cannot find: missing and hidden give the same answer, but not the same count. */
export const wantedIncident: Check = {
  id: 'wanted-incident',
  title: 'The incident that is looked for',
  needs: ['api-access'],
  async run(context) {
    const number = context.options.incident ?? ''
    if (!/^[A-Z]{2,8}\d{4,12}$/.test(number)) {
      return problem('incident-unknown', {
        found: 'What was given is no number of a record.',
        cause: 'A number has letters and digits, such as INC0010001.',
        change: ['Name the number as the list of incidents shows it.'],
      })
    }
    const { status, rows, total } = await listTable(context, 'incident', {
      query: `number=${number}`,
      fields: ['number'],
      limit: 2,
    })
    if (rows.some((row) => row['number'] === number)) return ok(`This person sees ${number}.`)
    if (status !== 200 || total === undefined || total > 1)
      return untold(`The instance does not tell about ${number}.`)
    if (total === 0) {
      return problem('incident-unknown', {
        found: `There is no incident ${number} on this instance.`,
        cause: 'The number is mistyped, of another instance, or the incident was deleted.',
        change: ['Look for the number in the list of incidents of the instance that the page names.'],
      })
    }
    return problem('incident-hidden', {
      found: `${number} exists, and this person may not see it.`,
      cause: 'Without the role itil one sees the incidents that one called in or opened.',
      change: [
        `Open ${number} in ServiceNow: Caller or Opened by must be the person, or the person on the Watch list where an access rule honours it`,
        'For an agent: User Administration > Users > the account > Roles: itil',
      ],
    })
  },
}
