import type { ProxyConfig } from '../../../src/proxy/config.js'

/** Where the proxy is, seen from the host application. */
export type Form = 'same-site' | 'cross-site'
export type HostOpenerPolicy = 'none' | 'same-origin' | 'same-origin-allow-popups'
export type InstanceOpenerPolicy = 'none' | 'same-origin'

/** Everything in which one deployment differs from another, as far as signing in can feel it. */
export interface Deployment {
  readonly form: Form
  /** `Cross-Origin-Opener-Policy` of the host application's pages. */
  readonly hostOpener: HostOpenerPolicy
  /** The same of the instance's sign-in, which is where an identity provider would send its own. */
  readonly instanceOpener: InstanceOpenerPolicy
  /** Whether the browser lets the host application open windows. */
  readonly windows: 'allowed' | 'blocked'
  /** Whether a script that means harm runs in the host application's page, before anything else does. */
  readonly hostile: boolean
}

export const plainDeployment: Deployment = {
  form: 'same-site',
  hostOpener: 'none',
  instanceOpener: 'none',
  windows: 'allowed',
  hostile: false,
}

/** Whether proxy and widget speak the cross-site form. Everything that runs in both forms follows this. */
export const crossSiteReady: boolean = false

export const forms: readonly Form[] = crossSiteReady ? ['same-site', 'cross-site'] : ['same-site']

/** What a form adds to the configuration of the proxy, and to the attributes of the panel. */
export interface FormSettings {
  readonly proxy: Partial<ProxyConfig>
  readonly panel: string
}

export const formSettings: Readonly<Record<Form, FormSettings>> = {
  'same-site': { proxy: {}, panel: '' },
  'cross-site': { proxy: {}, panel: '' },
}

const hostOpeners: readonly HostOpenerPolicy[] = ['none', 'same-origin', 'same-origin-allow-popups']
const instanceOpeners: readonly InstanceOpenerPolicy[] = ['none', 'same-origin']

/** Every opener policy of host and instance, in every form. */
export const openerMatrix: readonly Deployment[] = forms.flatMap((form) =>
  hostOpeners.flatMap((hostOpener) =>
    instanceOpeners.map((instanceOpener) => ({ ...plainDeployment, form, hostOpener, instanceOpener })),
  ),
)
