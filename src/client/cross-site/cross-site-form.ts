import { generateKeyPair } from 'oauth4webapi'
import { proxyPath, type Session, type SignInFlow } from '../../protocol/proxy-contract.js'
import { untilAborted, withDeadline } from '../../shared/abort.js'
import { isSnowError, SnowError, toSnowError } from '../../shared/errors.js'
import { announceSessionChange } from '../session-signals.js'
import type { SessionForm } from '../session-form.js'
import type { ClientSettings } from '../settings.js'
import { takeAnswerFromAddress } from './address-answer.js'
import { createAuthorizationServer, type AuthorizationServer } from './authorization-server.js'
import { claimMs, ConnectionDatabase, type StoredHandles } from './connection-store.js'

/** How long the reason of a sign-in that failed is told, as the proxy does in the other form. */
const failureMs = 120_000

/** The session of a page on another site than the proxy: handles in IndexedDB, bound to a key beside them. */
export function createCrossSiteForm(settings: ClientSettings, bridge: string): SessionForm {
  const { clock, navigation } = settings
  const place = `${settings.proxy}|${settings.instance}`
  const sessionUrl = `${settings.proxy}${proxyPath.session(settings.instance)}`
  const database = new ConnectionDatabase()
  let made: Promise<AuthorizationServer> | undefined
  /** The next sign-in, made ahead: a window opens within the click or not at all. */
  let next: { readonly url: string; readonly state: string; readonly verifier: string } | undefined
  /** Ends with all those that take in an answer, one after the other. */
  let takingIn: Promise<void> = Promise.resolve()
  let renewing: Promise<StoredHandles | undefined> | undefined

  function server(): Promise<AuthorizationServer> {
    made ??= database
      .key(() => generateKeyPair('ES256', { extractable: false }))
      .then((keyPair) => createAuthorizationServer(settings, { bridge, keyPair }))
    made.catch(() => (made = undefined))
    return made
  }

  async function getReady(): Promise<void> {
    next ??= await (await server()).begin()
    await database.begin(next.state, signInOf(next.verifier, 'popup'))
  }
  const signInOf = (verifier: string, flow: SignInFlow): Parameters<typeof database.begin>[1] => ({
    place,
    verifier,
    flow,
    returnTo: navigation.returnTo,
    startedAt: clock.now(),
  })

  /** Once a tab; tabs and replicas that renew the same handle do no harm to each other. */
  function renew(old: StoredHandles, isRefused: boolean): Promise<StoredHandles | undefined> {
    renewing ??= renewOnce(old, isRefused).finally(() => (renewing = undefined))
    return renewing
  }

  async function renewOnce(old: StoredHandles, isRefused: boolean): Promise<StoredHandles | undefined> {
    const { handles } = await database.session(place)
    if (handles === undefined || handles.access !== old.access) return handles
    try {
      const fresh = await (await server()).renew(old.refresh, isRefused ? old.access : undefined)
      // Who signed out meanwhile, in another tab, stays signed out; who signed in meanwhile stays who they are.
      await database.updateSession(place, (session) =>
        session.handles?.access === old.access ? { handles: fresh } : undefined,
      )
      return fresh
    } catch (error) {
      if (!isSnowError(error) || error.code !== 'SNOW_RECONNECT_NEEDED') throw error
      await database.updateSession(place, ({ handles: present }) =>
        present?.refresh === old.refresh ? { ended: 'expired' } : undefined,
      )
      throw error
    }
  }

  async function current(): Promise<StoredHandles | undefined> {
    const { handles } = await database.session(place)
    if (handles === undefined) return undefined
    const { issuedAt, expiresAt } = handles
    if (clock.now() < issuedAt + 0.8 * (expiresAt - issuedAt)) return handles
    return renew(handles, false).catch((error: unknown) => {
      // It may still work for a while: only a dead session is worth failing for.
      if (isSnowError(error) && error.code === 'SNOW_RECONNECT_NEEDED') throw error
      return handles
    })
  }

  async function redeem(state: string, answer: string, verifier: string): Promise<void> {
    try {
      const handles = await (await server()).redeem(answer, state, verifier)
      await database.updateSession(place, () => ({ handles }))
    } catch (error) {
      const { code } = toSnowError(error)
      const failure = { code, at: new Date(clock.now()).toISOString() }
      await database.updateSession(place, (session) => ({ ...session, failure }))
    }
    await database.forgetSignIn(state)
    announceSessionChange()
  }

  async function takeInNow(): Promise<void> {
    const addressed = takeAnswerFromAddress(bridge)
    if (addressed !== undefined) await database.answer(addressed.state, addressed.answer)
    const claimed = await database.claim(place, clock.now())
    if (claimed !== undefined) {
      const [state, { answer = '', verifier }] = claimed
      await redeem(state, answer, verifier)
    }
    await getReady()
    if (addressed !== undefined && claimed?.[1].flow === 'popup') globalThis.window.close()
  }

  async function sendProved(url: string, init: RequestInit): Promise<Response> {
    const handles = await current()
    if (handles === undefined) return sendPlain(url, init)
    const answer = await (await server()).send(handles.access, url, init)
    if (answer.status !== 401 || !isExpiry(answer)) return answer
    const fresh = await renew(handles, true)
    if (fresh === undefined) throw new SnowError('SNOW_NOT_CONNECTED', 'Nobody is signed in')
    return (await server()).send(fresh.access, url, init)
  }
  const sendPlain: typeof sendProved = (url, init) => settings.fetch(url, { ...init, credentials: 'omit' })

  return {
    loginUrl(flow) {
      if (flow === 'redirect' || next === undefined) return undefined
      const { url } = next
      // Each address is good for one sign-in.
      next = undefined
      void getReady().catch(() => undefined)
      return url
    },

    async prepareLogin(flow) {
      const begun = await (await server()).begin()
      await database.begin(begun.state, signInOf(begun.verifier, flow))
      return begun.url
    },

    fetch: (url, init) =>
      sendProved(url, init).catch((error: unknown) => {
        // Whoever asks for the session wants to hear that it is over, and why.
        const isOver = isSnowError(error) && error.code === 'SNOW_RECONNECT_NEEDED'
        if (isOver && url === sessionUrl) return sendPlain(url, init)
        throw error
      }),

    takeIn(signal) {
      // Whoever asks while an answer is being redeemed would hear that nobody is signed in.
      const before = takingIn
      const mine = withDeadline(claimMs, signal, (ended) => untilAborted(before, ended), clock)
        .catch((error: unknown) => {
          if (!isSnowError(error) || error.code !== 'SNOW_TIMEOUT') throw error
        })
        .then(takeInNow)
      takingIn = Promise.allSettled([before, mine]).then(() => undefined)
      return mine
    },

    async complete(session) {
      const { ended, failure } = await database.session(place)
      const isRecent = failure !== undefined && clock.now() - Date.parse(failure.at) < failureMs
      const told = { ...session, ...(isRecent ? { failure } : {}) } as Session
      return told.connected || ended === undefined ? told : { ...told, reason: ended }
    },

    async signOut() {
      const { handles } = await database.session(place)
      await database.updateSession(place, () => ({}))
      if (handles === undefined) return
      // Nobody holds them any more: a proxy that cannot be told keeps nobody signed in here.
      await (await server()).revoke(handles).catch(() => undefined)
    },
  }
}

function isExpiry(answer: Response): boolean {
  return /error="invalid_token"/.test(answer.headers.get('WWW-Authenticate') ?? '')
}
