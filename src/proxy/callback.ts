import { AuthorizationResponseError, validateAuthResponse } from 'oauth4webapi'
import { SnowError } from '../shared/errors.js'
import { seeOther, withSetCookies, type ProxyAnswer } from './exchange.js'
import { problemPage } from './pages/problem-page.js'
import { signedInPage } from './pages/signed-in-page.js'
import { readSignedInUser } from './read-user.js'
import { publicError, reportFailure } from './report-failure.js'
import type { InstanceVisit } from './routes.js'
import { startSession } from './session-seals.js'
import { rememberFailure } from './sign-in-failure.js'
import type { Instance, Settled } from './settle.js'
import { exchangeCode } from './token-endpoint.js'
import { isState, transactionSchema, type Transaction } from './transaction.js'

/**
 * Ends a sign-in: only in the browser that began it, for the instance it began with, once. The page says
 * "signed in" only after the code was exchanged.
 */
export async function callback(settled: Settled, visit: InstanceVisit): Promise<ProxyAnswer> {
  const { instance, url, cookies: sent } = visit
  const state = url.searchParams.get('state')
  if (!isState(state)) throw invalidState('The answer of the instance carries no state of this proxy')
  const name = settled.cookies.transaction(state)
  const opened = await settled.seals.open('transaction', transactionSchema, sent.get(name))
  if (opened.state === 'none') throw invalidState('No sign-in with this state began in this browser')
  const transaction = opened.content
  if (transaction.state !== state || transaction.instance !== instance.id) {
    throw invalidState('The answer belongs to another sign-in')
  }
  const spent = settled.cookies.clear(name)
  try {
    if (opened.state === 'expired') {
      throw new SnowError('SNOW_STATE_EXPIRED', 'The sign-in took longer than ten minutes')
    }
    const cookies = await redeem(settled, instance, { url, transaction })
    return succeed(settled, transaction, [spent, ...cookies])
  } catch (error) {
    const { flow, returnTo } = transaction
    const failure = publicError(error)
    reportFailure(settled, failure, { method: 'GET', path: visit.path })
    const page = problemPage(settled, failure, { instance, flow, returnTo })
    return withSetCookies(page, [spent, rememberFailure(settled, instance, failure.code)])
  }
}

async function redeem(
  settled: Settled,
  instance: Instance,
  { url, transaction }: { readonly url: URL; readonly transaction: Transaction },
): Promise<readonly string[]> {
  const parameters = checkAnswer(instance, url, transaction.state)
  const tokens = await exchangeCode(settled, instance, { parameters, verifier: transaction.verifier })
  const { refreshToken } = tokens
  if (refreshToken === undefined) {
    throw new SnowError('SNOW_TOKEN_REFUSED', 'The instance issued no refresh token')
  }
  const { user, agent } = await readSignedInUser(settled, instance, tokens.accessToken)
  return startSession(settled, instance, { tokens, refreshToken, user, agent })
}

function checkAnswer(instance: Instance, url: URL, state: string): URLSearchParams {
  try {
    const parameters = validateAuthResponse(instance.server, instance.client, url, state)
    if (!parameters.get('code')) throw invalidState('The answer of the instance carries no code')
    return parameters
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) throw invalidState('The answer is malformed', error)
    const code = error.error === 'access_denied' ? 'SNOW_SIGN_IN_DENIED' : 'SNOW_TOKEN_REFUSED'
    throw new SnowError(code, 'The instance did not agree to the sign-in', {
      cause: error,
      instanceMessage: [error.error, error.error_description].filter(Boolean).join(': ').slice(0, 200),
    })
  }
}

function succeed(settled: Settled, { flow, returnTo }: Transaction, cookies: readonly string[]): ProxyAnswer {
  if (flow === 'redirect' && returnTo !== undefined) return seeOther(returnTo, cookies)
  const origins = returnTo === undefined ? [...settled.origins] : [new URL(returnTo).origin]
  return withSetCookies(signedInPage(origins), cookies)
}

function invalidState(message: string, cause?: unknown): SnowError {
  return new SnowError('SNOW_STATE_INVALID', message, cause === undefined ? {} : { cause })
}
