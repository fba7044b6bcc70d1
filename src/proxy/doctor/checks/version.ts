import { ok, problem, untold, type Check } from '../check.js'
import { isBefore, release } from '../facts/release.js'

/** The release of the instance, where it can be read, and whether it has what is asked of it. */
export const version: Check = {
  id: 'version',
  title: 'Release',
  needs: ['api-access'],
  async run(context) {
    const family = await release(context)
    if (family === undefined) {
      return untold(
        'This account may not read glide.buildname; an admin sees it under System Diagnostics > Stats.',
      )
    }
    const wantsClientCredentials = context.options.serviceAccount === true
    if (wantsClientCredentials && isBefore(family, 'Washington DC')) {
      return problem('release-before-client-credentials', {
        found: `The instance is on ${family}.`,
        cause: 'The grant client_credentials for inbound requests came with Washington DC.',
        change: [
          'Upgrade the instance to Washington DC or later; until then a service account needs basic authentication.',
        ],
      })
    }
    return ok(`The instance is on ${family}.`)
  },
}
