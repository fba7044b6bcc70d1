import type { ProxyConfig } from '../../../src/proxy/config.js'

/** Where the proxy is, seen from the host application. */
export type Form = 'same-site' | 'cross-site'
export type HostOpenerPolicy = 'none' | 'same-origin' | 'same-origin-allow-popups'
export type InstanceOpenerPolicy = 'none' | 'same-origin'

/**
 * `watches`: it records all that it sees, and disturbs nothing. `brings-a-key`: it also has every key made
 * anew as one that it can read.
 */
export type Hostility = 'none' | 'watches' | 'brings-a-key'

/** Everything in which one deployment differs from another, as far as signing in can feel it. */
export interface Deployment {
  readonly form: Form
  /** `Cross-Origin-Opener-Policy` of the host application's pages. */
  readonly hostOpener: HostOpenerPolicy
  /** The same of the instance's sign-in, which is where an identity provider would send its own. */
  readonly instanceOpener: InstanceOpenerPolicy
  /** Whether the browser lets the host application open windows. */
  readonly windows: 'allowed' | 'blocked'
  /** What a script that means harm does in the host application's page, before anything else runs there. */
  readonly hostile: Hostility
}

export const plainDeployment: Deployment = {
  form: 'same-site',
  hostOpener: 'none',
  instanceOpener: 'none',
  windows: 'allowed',
  hostile: 'none',
}

export const forms: readonly Form[] = ['same-site', 'cross-site']

/** Where the host application serves the page that a sign-in of the cross-site form ends on. */
export const bridgePath = '/snowline/bridge.html'

/** What a form adds to the configuration of the proxy, and to the attributes of the panel. */
export interface FormSettings {
  readonly proxy: Pick<ProxyConfig, 'origins' | 'crossSite'>
  readonly panel: string
}

/** `host` is the origin of the host application. */
export function formSettings(form: Form, host: string): FormSettings {
  if (form === 'same-site') return { proxy: { origins: [host] }, panel: '' }
  const bridge = `${host}${bridgePath}`
  return { proxy: { origins: [], crossSite: { bridges: [bridge] } }, panel: `bridge="${bridge}"` }
}

const hostOpeners: readonly HostOpenerPolicy[] = ['none', 'same-origin', 'same-origin-allow-popups']
const instanceOpeners: readonly InstanceOpenerPolicy[] = ['none', 'same-origin']

/** Every opener policy of host and instance, in every form. */
export const openerMatrix: readonly Deployment[] = forms.flatMap((form) =>
  hostOpeners.flatMap((hostOpener) =>
    instanceOpeners.map((instanceOpener) => ({ ...plainDeployment, form, hostOpener, instanceOpener })),
  ),
)

/** One row of each form, the one that people meet: an identity provider that cuts the opener half-way. */
export const usualRows = openerMatrix.filter(
  ({ hostOpener, instanceOpener }) => hostOpener === 'none' && instanceOpener === 'same-origin',
)
