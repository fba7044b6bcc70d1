import { ok, problem, untold, type Check } from '../check.js'
import { who } from '../facts/who.js'

/** Whether "my incidents" are mine: the instance has to run the script in that query. */
export const queries: Check = {
  id: 'queries',
  title: 'Queries',
  needs: ['api-access'],
  async run(context) {
    const { sysId, runsScripts } = await who(context)
    if (sysId === undefined) return untold('The instance does not tell who asks.')
    if (runsScripts) return ok('javascript:gs.getUserID() names the person who asks.')
    return problem('query-scripts-refused', {
      found:
        'The instance drops the condition sys_id=javascript:gs.getUserID() and answers with other people too.',
      cause:
        'The instance does not run this script in a query over REST: a rule of its script sandbox holds it back.',
      change: [
        'System Logs > System Log > All, at the time of this report: what held gs.getUserID() back. "My incidents" and "my requests" need it.',
        'sys_properties.list > glide.script.use.sandbox: leave it true; gs.getUserID() runs in the sandbox of an instance that nobody changed',
      ],
    })
  },
}
