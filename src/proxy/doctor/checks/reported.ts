import type { DoctorFindingId } from '../../../protocol/doctor-report.js'
import type { SnowErrorCode } from '../../../shared/error-codes.js'
import { keyAt } from '../application.js'
import { finding, ok, untold, type Check, type FindingText } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'

type Explained = readonly [id: DoctorFindingId, text: (context: DoctorContext) => FindingText]

const expired: Explained = [
  'sign-in-expired',
  () => ({
    found: 'A sign-in took longer than ten minutes.',
    cause:
      'A page waits ten minutes for a sign-in, and the proxy takes one for twenty; a second factor or a password that had to be looked for took longer.',
    change: ['Press Connect again, and finish without leaving the window.'],
  }),
]

/** What went wrong in a browser, where no request of the doctor comes by. */
const explanations: Partial<Record<SnowErrorCode, Explained>> = {
  SNOW_STATE_EXPIRED: expired,
  SNOW_SIGN_IN_TIMEOUT: expired,
  SNOW_STATE_INVALID: [
    'sign-in-mixed-up',
    ({ config, options }) => ({
      found: 'A sign-in came back to a browser that had not begun it.',
      cause:
        'The browser lost its cookie on the way: cookies are blocked, the sign-in began under another name than publicUrl, it was finished in another browser, or the seal keys were changed meanwhile.',
      change: [
        'Press Connect again, in the same browser.',
        `If it stays: the page must name the proxy exactly as ${keyAt(options, 'publicUrl')} does: ${new URL(config.publicUrl).origin}`,
        `With several replicas: every one needs the same ${keyAt(options, 'sealKeys')}.`,
      ],
    }),
  ],
  SNOW_SIGN_IN_DENIED: [
    'sign-in-denied',
    () => ({
      found: 'On the consent page somebody pressed Deny.',
      cause: 'The person did not want to connect, or did not know the name on the page.',
      change: [
        'Press Connect again and choose Allow.',
        'System OAuth > Application Registry > Name: a name that people know',
      ],
    }),
  ],
  SNOW_POPUP_BLOCKED: [
    'popup-blocked',
    () => ({
      found: 'The browser did not open the window of a sign-in.',
      cause: 'A popup blocker, or a policy of the browser.',
      change: ['Choose "Continue here" in the widget, or allow popups for the page.'],
    }),
  ],
  SNOW_TOKEN_REFUSED: [
    'code-refused',
    () => ({
      found: 'Somebody signed in and allowed access, and the instance issued no token for the code.',
      cause:
        'Most often the Redirect URL or the Client Secret, which the checks above look at. If these are fine: an earlier sign-in was never finished, and the instance gave its code again, bound to the earlier PKCE challenge; or the code was older than 60 seconds.',
      change: [
        'Mend first what the checks above found.',
        'Then press Connect again; a second attempt gets a new code.',
        'Still refused: System Logs > System Log > All, source OAuth, at that time, names the reason',
      ],
    }),
  ],
  SNOW_ORIGIN_NOT_ALLOWED: [
    'origin-not-listed',
    ({ config, options }) => ({
      found: 'A page asked the proxy whose origin is not in its list.',
      cause: 'The page moved to another host, port or scheme, or the list has a typing error.',
      change: [
        `${keyAt(options, 'origins')}: add the origin as the browser's address bar has it, scheme, host and port (now: ${config.origins.join(', ')})`,
        'Restart the proxy.',
      ],
    }),
  ],
}

/** Whether there is more to say about a code than what the other checks find. */
export function isExplained(code: SnowErrorCode): boolean {
  return explanations[code] !== undefined
}

/** What a browser showed: the doctor cannot see it, but knows what the code means. */
export const reported: Check = {
  id: 'reported',
  title: 'The reported error',
  needs: ['configuration'],
  run(context) {
    const code = context.options.reported
    const explained = code === undefined ? undefined : explanations[code]
    if (explained !== undefined) {
      const [id, text] = explained
      return { kind: 'found', findings: [finding(id, text(context))] }
    }
    return code === undefined ? ok('None.') : untold(`${code} is what the other checks look for.`)
  },
}
