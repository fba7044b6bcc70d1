import { ok, problem, untold, type Check } from '../check.js'
import { roles as rolesFact } from '../facts/who.js'

/** What the account is on the instance: requester, agent, or more than it should be. */
export const roles: Check = {
  id: 'roles',
  title: 'Roles',
  needs: ['api-access'],
  async run(context) {
    const held = await rolesFact(context)
    if (held === undefined) return untold('The instance does not show this account its own roles.')
    if (held.has('admin')) {
      return problem('account-admin', {
        found: 'The account has the role admin.',
        cause:
          'Access rules hold back little from an admin: what works here proves nothing about other people, and what runs as it may change everything.',
        change: [
          'Run the doctor once more as a requester and as an agent.',
          'For a service account: User Administration > Users > the account > Roles: itil and rest_service instead of admin',
        ],
      })
    }
    if (!held.has('itil')) {
      return problem('itil-missing', {
        found: 'The account does not have the role itil.',
        cause:
          'It is a requester: it sees the incidents that it called in or opened, and does nothing of what agents do.',
        change: [
          'Nothing, for a requester.',
          'For an agent or a service account: User Administration > Users > the account > Roles: add itil',
        ],
      })
    }
    return ok('The account has the role itil: it works as an agent.')
  },
}
