import { isSnowError } from '../../../shared/errors.js'
import { isHibernationPage } from '../../hibernation-page.js'
import { keyOf } from '../application.js'
import { asleep } from '../asleep.js'
import { ok, problem, type Check, type Outcome } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import { instanceAnswer } from '../facts/instance-answer.js'
import type { WireAnswer } from '../wire.js'

/** Whether a ServiceNow instance is there and awake: its API asks a stranger to sign in. */
export const instance: Check = {
  id: 'instance',
  title: 'Instance',
  needs: ['network'],
  async run(context) {
    let answer: WireAnswer
    try {
      ;({ answer } = await instanceAnswer(context))
    } catch (error) {
      if (isSnowError(error) && error.code === 'SNOW_INSTANCE_UNREACHABLE') return unreachable(context)
      if (isSnowError(error) && error.code === 'SNOW_TIMEOUT') return silent(context)
      throw error
    }
    const { status, json, text, headers } = answer
    if (json === undefined && isHibernationPage(text)) return asleep()
    if (status >= 300 && status < 400) return moved(context, headers.get('Location'))
    if (
      (status === 401 && json?.['error'] !== undefined) ||
      (status === 200 && json?.['result'] !== undefined)
    ) {
      return ok(`${context.instance.origin} is awake and answers as ServiceNow does.`)
    }
    if (status === 403) return refuses(context)
    if (status >= 500) return failing(status, answer.transactionId)
    return problem('not-servicenow', {
      found: `${context.instance.origin}/api/now/table/… answers ${status} with ${json === undefined ? 'a page' : 'JSON that ServiceNow does not send'}.`,
      cause: 'The URL is not that of an instance, or a gateway or sign-in page stands in front of it.',
      change: [
        `${keyOf(context, 'url')}: the origin of the instance itself, such as https://acme.service-now.com, without a portal's path`,
        'If a gateway stands in front: let /oauth_auth.do, /oauth_token.do, /oauth_revoke_token.do and /api/ pass it unchanged.',
      ],
    })
  },
}

function unreachable({ instance: { origin } }: DoctorContext): Outcome {
  return problem('instance-unreachable', {
    found: `No connection to ${origin}.`,
    cause:
      'The name does not resolve, a firewall is in between, or the certificate is not trusted: this runtime does not tell which.',
    change: [
      'Run npx snowline doctor on the machine of the proxy: it asks DNS, connection and TLS one by one.',
      `Allow outgoing https from the proxy to ${origin}.`,
    ],
  })
}

function silent({ instance: { origin } }: DoctorContext): Outcome {
  return problem('no-answer', {
    found: `${origin} takes the connection and does not answer in time.`,
    cause: 'The instance is starting or overloaded, or something on the way swallows requests.',
    change: [
      'Run the doctor again in a few minutes.',
      'If it stays: open the instance in a browser from the same network; if that works, a proxy or firewall near the machine of Snowline holds the requests back.',
    ],
  })
}

function moved(context: DoctorContext, location: string | null): Outcome {
  const { origin } = context.instance
  const target = location !== null && URL.canParse(location, origin) ? new URL(location, origin) : undefined
  const elsewhere = target !== undefined && target.origin !== origin ? target.origin : undefined
  return problem('instance-moved', {
    found: `${origin} redirects its API${elsewhere === undefined ? ' to a page' : ` to ${elsewhere}`} instead of answering.`,
    cause:
      elsewhere === undefined
        ? 'A sign-in page or gateway stands in front of the API.'
        : 'The instance has another address (a custom URL, or it was renamed), or a sign-on gateway stands in front of it.',
    change: [
      elsewhere === undefined
        ? 'Let /api/ and /oauth_token.do pass the gateway without its sign-in.'
        : `${keyOf(context, 'url')}: ${elsewhere}, if that is the instance; else let /api/ pass the gateway without its sign-in`,
    ],
  })
}

function refuses({ instance: { origin } }: DoctorContext): Outcome {
  return problem('instance-refuses', {
    found: `${origin} answers 403 before it asks who comes.`,
    cause: 'The instance, or a gateway before it, lets only certain addresses in.',
    change: [
      'System Security > IP Address Access Control: allow the address from which the proxy reaches the instance (its outgoing one).',
    ],
  })
}

function failing(status: number, transactionId: string | undefined): Outcome {
  return problem('instance-failed', {
    found: `The instance answers with an error of its own (HTTP ${status}).`,
    cause: 'It is being upgraded or restarts.',
    change: [
      'Run the doctor again in a few minutes; planned upgrades are in the ServiceNow support portal (Now Support > Change requests).',
    ],
    transactionId,
  })
}
