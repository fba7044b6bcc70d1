import { AuthorizationResponseError, validateAuthResponse } from 'oauth4webapi'
import { SnowError } from '../shared/errors.js'
import { answerAuthorization } from './cross-site/authorization.js'
import { sealCode } from './cross-site/token-grants.js'
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
      throw new SnowError('SNOW_STATE_EXPIRED', 'The sign-in took longer than twenty minutes')
    }
    const code = checkAnswer(instance, url, transaction.state)
    const answer = await finish(settled, instance, { code, transaction })
    // A page on another site has its session once it has redeemed its code.
    if (transaction.authorization === undefined) visit.observed.session = 'opened'
    return withSetCookies(answer, [spent])
  } catch (error) {
    const { flow, returnTo, authorization } = transaction
    const failure = publicError(error)
    reportFailure(settled, failure, { method: 'GET', path: visit.path })
    if (authorization !== undefined) {
      const answer = { error: oauthErrorOf(failure), error_description: failure.code }
      const landing = { ...answerAuthorization(instance, authorization, answer), failure }
      return withSetCookies(landing, [spent])
    }
    const page = problemPage(settled, failure, { instance, flow, returnTo })
    return withSetCookies(page, [spent, rememberFailure(settled, instance, failure.code)])
  }
}

interface Agreement {
  /** The code of the instance. */
  readonly code: string
  readonly transaction: Transaction
}

/** A page on another site gets a code of ours to redeem; here nothing is redeemed before it proves its key. */
async function finish(
  settled: Settled,
  instance: Instance,
  { code, transaction }: Agreement,
): Promise<ProxyAnswer> {
  const { authorization, verifier } = transaction
  if (authorization === undefined) {
    return succeed(settled, transaction, await redeem(settled, instance, { code, transaction }))
  }
  const ours = await sealCode(settled, authorization, { code, verifier, instance: instance.id })
  return answerAuthorization(instance, authorization, { code: ours })
}

async function redeem(
  settled: Settled,
  instance: Instance,
  { code, transaction }: Agreement,
): Promise<readonly string[]> {
  const tokens = await exchangeCode(settled, instance, { code, verifier: transaction.verifier })
  const { refreshToken } = tokens
  if (refreshToken === undefined) {
    throw new SnowError('SNOW_TOKEN_REFUSED', 'The instance issued no refresh token')
  }
  // Now, so that answers of the old session that are under way arrive before the new one does.
  if (transaction.replaces !== undefined) await settled.revocations.revoke(transaction.replaces)
  const { user, agent } = await readSignedInUser(settled, instance, tokens.accessToken)
  return startSession(settled, instance, { tokens, refreshToken, user, agent })
}

/** The code of the instance's answer, which has the state that we sent and names no other issuer. */
function checkAnswer(instance: Instance, url: URL, state: string): string {
  try {
    const code = validateAuthResponse(instance.server, instance.client, url, state).get('code')
    if (!code) throw invalidState('The answer of the instance carries no code')
    return code
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

/** RFC 6749, section 4.1.2.1. Our own code goes along as the description. */
function oauthErrorOf({ code, retryable }: SnowError): string {
  if (code === 'SNOW_SIGN_IN_DENIED') return 'access_denied'
  return retryable ? 'temporarily_unavailable' : 'server_error'
}

function invalidState(message: string, cause?: unknown): SnowError {
  return new SnowError('SNOW_STATE_INVALID', message, cause === undefined ? {} : { cause })
}
