import { createCookieForm } from './cookie-form.js'
import { lazyForm } from './lazy-form.js'
import type { SessionForm } from './session-form.js'
import type { ClientSettings } from './settings.js'

/** The form of session that the options ask for; all but the default are chunks of their own. */
export function createForm(settings: ClientSettings): SessionForm {
  const { bridge, direct } = settings
  const form =
    bridge === undefined
      ? createCookieForm(settings)
      : lazyForm(async () =>
          (await import('./cross-site/cross-site-form.js')).createCrossSiteForm(settings, bridge),
        )
  if (!direct) return form
  const whole = lazyForm(async () =>
    (await import('./direct/direct-form.js')).createDirectForm(settings, form),
  )
  // Signing in is the same; it must not wait for what only reading needs.
  return { ...whole, loginUrl: (flow) => form.loginUrl(flow) }
}
