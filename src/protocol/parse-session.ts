import { isSnowErrorCode } from '../shared/errors.js'
import type { InstanceSummary, Session, SignInFailure } from './proxy-contract.js'
import type { User } from './records.js'
import { asRecord, asText, badResponse } from './wire-values.js'

const environments = ['production', 'test', 'development'] as const

/** The proxy's answer to "who is signed in". Throws `SNOW_BAD_RESPONSE` for anything but a session. */
export function parseSession(body: unknown): Session {
  const session = asRecord(body)
  const instance = parseInstance(session?.['instance'])
  if (session?.['connected'] === false) {
    const reason = session['reason']
    return {
      connected: false,
      instance,
      ...((reason === 'expired' || reason === 'revoked') && { reason }),
      ...parseFailure(session['failure']),
    }
  }
  const connectedAt = asText(session?.['connectedAt'])
  const expiresAt = asText(session?.['expiresAt'])
  if (
    session?.['connected'] !== true ||
    Number.isNaN(Date.parse(connectedAt)) ||
    Number.isNaN(Date.parse(expiresAt))
  ) {
    throw badResponse('The answer is not a session')
  }
  return {
    connected: true,
    instance,
    user: parseUser(session['user']),
    agent: session['agent'] === true,
    ...(asText(session['actingAs']) !== '' && { actingAs: asText(session['actingAs']) }),
    connectedAt,
    expiresAt,
    ...parseFailure(session['failure']),
  }
}

function parseFailure(value: unknown): { failure?: SignInFailure } {
  const failure = asRecord(value)
  const code = failure?.['code']
  return isSnowErrorCode(code) ? { failure: { code, at: asText(failure?.['at']) } } : {}
}

function parseInstance(value: unknown): InstanceSummary {
  const instance = asRecord(value)
  const url = asText(instance?.['url'])
  const environment = environments.find((one) => one === instance?.['environment'])
  // Links are made of it: nothing but the web may pass.
  if (environment === undefined || !/^https?:\/\/[^/]/.test(url))
    throw badResponse('The session names no instance')
  return {
    id: asText(instance?.['id']),
    label: asText(instance?.['label']),
    environment,
    url: url.replace(/\/+$/, ''),
    ...(instance?.['serviceAccount'] === true && { serviceAccount: true }),
  }
}

function parseUser(value: unknown): User {
  const user = asRecord(value)
  const sysId = asText(user?.['sysId'])
  if (sysId === '') throw badResponse('The session names no user')
  return {
    sysId,
    userName: asText(user?.['userName']),
    name: asText(user?.['name']),
    email: asText(user?.['email']),
  }
}
