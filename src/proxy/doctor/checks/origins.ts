import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { keyAt } from '../application.js'
import { blocked, finding, ok, outcomeOf, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { isAbout } from '../read-subject.js'
import { isSameSite } from '../same-site.js'

/** The pages that may use the proxy: each exactly an origin, by https, and on the proxy's site. */
export const origins: Check = {
  id: 'origins',
  title: 'Origins of the pages',
  needs: [],
  run(context) {
    const invalid = invalidOrigins(context)
    if (invalid.length > 0) return outcomeOf(invalid, '')
    if (context.subject.config === undefined) return blocked('configuration')
    const { origins: listed, crossSite } = context.config
    const bridges = crossSite === undefined ? '' : ` By bridge pages: ${crossSite.bridges.join(', ')}.`
    if (listed.length === 0) return ok(`No page on the site of the proxy.${bridges}`)
    const count = listed.length === 1 ? 'One origin' : `${listed.length} origins`
    return outcomeOf(otherSites(context), `${count}, on one site with the proxy.${bridges}`)
  },
}

function invalidOrigins({ subject }: DoctorContext): readonly DoctorFinding[] {
  const problems = subject.problems.filter(({ path }) => isAbout(path, 'origins'))
  if (problems.length === 0) return []
  return [
    finding('origin-invalid', {
      found: 'An entry of the list of origins is no origin.',
      cause:
        'Browsers send an origin as scheme, host and port: a slash at the end, a path, a pattern or plain http never match.',
      change: problems.map(({ name, message }) => `${name}: ${message}`),
    }),
  ]
}

function otherSites({ config, options }: DoctorContext): readonly DoctorFinding[] {
  const proxy = new URL(config.publicUrl).origin
  const foreign = config.origins.filter((origin) => !isSameSite(origin, proxy))
  if (foreign.length === 0) return []
  return [
    finding('origin-other-site', {
      found: `${foreign.join(', ')} and the proxy (${proxy}) are on different sites.`,
      cause:
        'The session is a same-site cookie: browsers send it only between names of one registered domain, by one scheme.',
      change: [
        `${keyAt(options, 'publicUrl')}: give the proxy a name on the site of the page, such as ${siblingOf(foreign[0] ?? proxy)}`,
        'Then in ServiceNow: System OAuth > Application Registry > the row of the proxy > Redirect URL, with the new name',
        `Or, where the two cannot share a site: take ${foreign.join(', ')} out of ${keyAt(options, 'origins')}, serve bridge.html and bridge.js there, and add the address of that page to ${keyAt(options, 'crossSite.bridges')}: ${foreign[0]}/snowline/bridge.html`,
      ],
    }),
  ]
}

/** A name for the proxy beside the page's. */
function siblingOf(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  const labels = hostname.split('.')
  return `${protocol}//sn.${labels.length > 2 ? labels.slice(1).join('.') : hostname}`
}
