import { expect } from 'chai'
import { and } from '../../src/protocol/query-builders.js'
import { isSnowError } from '../../src/shared/errors.js'
import { createCrossSiteWorld, type CrossSiteWorld } from '../support/cross-site-world.js'
import { flush } from '../support/flush.js'
import { idOf } from '../support/scripted-instance.js'

const minute = 60_000
const hour = 60 * minute
/** What the client waits for an answer of the token endpoint. */
const tokenDeadline = 20_000
const list = { table: 'incident', fields: ['number'], offset: 0, limit: 1 } as const

async function signIn(world: CrossSiteWorld, user = 'abel'): Promise<void> {
  await world.client.session.read()
  const signedIn = world.client.session.signInWithPopup()
  await world.answer(world.opened.at(-1)!, user)
  await signedIn
}

/** One row through the relay. */
function ask(world: CrossSiteWorld, client = world.client): Promise<unknown> {
  const { table, ...options } = list
  return client.records.list(table, { ...options, query: and() })
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return isSnowError(error) ? error.code : `no error: ${JSON.stringify(error)}`
}

describe('a page on another site than the proxy', function () {
  before(function () {
    // Handles are kept in IndexedDB, which only browsers have.
    if (typeof indexedDB === 'undefined') this.skip()
  })

  it('asks who is signed in without any cookie, and hears of the instance', async () => {
    const world = createCrossSiteWorld()
    const session = await world.client.session.read()
    expect(session).to.deep.include({ connected: false })
    expect(session.instance.label).to.equal('Acme IT')
    expect(world.sent.map(({ credentials }) => credentials)).to.deep.equal(['omit'])
  })

  it('signs in through its bridge page, in a window that opened within the click', async () => {
    const world = createCrossSiteWorld()
    await world.client.session.read()
    const signedIn = world.client.session.signInWithPopup()
    expect(world.opened, 'the address was ready').to.have.length(1)
    const { searchParams } = new URL(world.opened[0]!)
    expect(searchParams.get('client_id')).to.equal('https://app.other.example')
    expect(searchParams.get('response_mode')).to.equal('fragment')
    await world.answer(world.opened[0]!)
    const session = await signedIn
    expect(session.user.sysId).to.equal(idOf('abel'))
    // Half a day, however long the session of the other form may be.
    expect(Date.parse(session.expiresAt) - world.clock.now()).to.equal(12 * hour)
  })

  it('tells nobody who asks while an answer is being redeemed that nobody is signed in', async () => {
    const world = createCrossSiteWorld()
    await world.client.session.read()
    world.client.session.signInWithRedirect()
    await until(() => world.left.length === 1)
    await world.answer(world.left[0]!)
    let redeemed = 0
    let release = (): void => undefined
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)))
    world.instance.intercept = ({ url }) => {
      if (!url.includes('oauth_token')) return undefined
      redeemed += 1
      return held
    }
    // The page that the person comes back to: it asks as it loads, and again as it is shown.
    const { session } = world.tab()
    const first = session.read()
    await until(() => redeemed === 1)
    const givenUp = new AbortController()
    const second = session.read({ signal: givenUp.signal }).catch(() => undefined)
    const third = session.read()
    givenUp.abort()
    await second
    const fourth = session.read()
    // Time enough for an answer, as another tab shows.
    for (let read = 0; read < 3; read += 1) await world.client.session.read()
    release()
    const answers = await Promise.all([first, third, fourth])
    expect(answers.map(({ connected }) => connected)).to.deep.equal([true, true, true])
    expect(redeemed).to.equal(1)
  })

  it('opens an empty window when the click comes before anything is ready, and sends it on', async () => {
    const world = createCrossSiteWorld()
    const signedIn = world.client.session.signInWithPopup()
    expect(world.opened).to.deep.equal(['about:blank'])
    await until(() => world.opened.length === 2)
    await world.answer(world.opened[1]!)
    expect((await signedIn).user.userName).to.equal('abel')
  })

  it('sends each request with its handle and a proof of its own, and no cookie', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.sent.length = 0
    await ask(world)
    await ask(world)
    const proofs = world.sent.map(({ headers }) => headers.get('DPoP'))
    expect(new Set(proofs).size).to.equal(2)
    for (const { headers, credentials } of world.sent) {
      expect(headers.get('Authorization')).to.match(/^DPoP [\w.-]+$/)
      expect(credentials).to.equal('omit')
    }
  })

  it('is still signed in in another tab, and after a reload', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    expect(await world.tab().session.read()).to.deep.include({ connected: true })
  })

  it('finishes a sign-in whose tab was ended meanwhile', async () => {
    const world = createCrossSiteWorld()
    await world.client.session.read()
    const abort = new AbortController()
    const signedIn = world.client.session.signInWithPopup({ signal: abort.signal })
    abort.abort(new Error('the tab is gone'))
    await signedIn.catch(() => undefined)
    await world.answer(world.opened[0]!)
    expect(await world.tab().session.read()).to.deep.include({ connected: true })
  })

  it('leaves by redirect and is signed in when it comes back', async () => {
    const world = createCrossSiteWorld()
    world.client.session.signInWithRedirect()
    await until(() => world.left.length === 1)
    await world.answer(world.left[0]!)
    expect(await world.tab().session.read()).to.deep.include({ connected: true })
  })

  it('renews its handle at four fifths of its life, once for all that ask', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.clock.advance(21 * minute)
    world.sent.length = 0
    await Promise.all([ask(world), ask(world), ask(world)])
    const renewals = world.sent.filter(({ url }) => url.endsWith('/token/prod'))
    // The first one learns the nonce of the new minute.
    expect(renewals.length).to.be.lessThan(3)
    expect(world.instance.tokenRequests.at(-1)?.get('grant_type')).to.equal('refresh_token')
    expect(world.instance.tokenRequests).to.have.length(2)
  })

  it('renews its handle when the instance takes the token no longer, and asks again', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.instance.tokens.clear()
    expect(await codeOf(ask(world))).to.contain('no error')
    expect(world.instance.tokenRequests).to.have.length(2)
  })

  it('says that it must connect again when its refresh token is dead, and keeps saying so', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.instance.tokens.clear()
    world.instance.intercept = ({ url }) =>
      url.endsWith('/oauth_token.do')
        ? new Response('{"error":"server_error","error_description":"access_denied"}', {
            status: 401,
            headers: { 'Content-Type': 'application/json' },
          })
        : undefined
    expect(await codeOf(ask(world))).to.equal('SNOW_RECONNECT_NEEDED')
    const session = await world.tab().session.read()
    expect(session).to.deep.include({ connected: false, reason: 'expired' })
  })

  it('stays signed in while the instance fails to renew its token, and says that it fails', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.instance.tokens.clear()
    world.instance.intercept = ({ url }) =>
      url.endsWith('/oauth_token.do') ? new Response('', { status: 503 }) : undefined
    const failure = codeOf(ask(world))
    await untilSettled(failure, world)
    expect(await failure).to.equal('SNOW_INSTANCE_FAILED')
    world.instance.intercept = () => undefined
    expect(await codeOf(ask(world))).to.contain('no error')
  })

  it('takes the time from the proxy, not from an instance whose clock is wrong', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.instance.api = () =>
      Response.json({ result: [] }, { headers: { Date: 'Fri, 20 Nov 2026 09:00:00 GMT' } })
    await ask(world)
    expect(await codeOf(ask(world))).to.contain('no error')
  })

  it('does not wait for a token endpoint that never answers, and goes on once it does', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.instance.tokens.clear()
    world.hangs = (url) => url.endsWith('/token/prod')
    const begun = world.clock.now()
    const failure = codeOf(ask(world))
    await untilSettled(failure, world)
    expect(await failure).to.equal('SNOW_TIMEOUT')
    expect(world.clock.now() - begun, 'three tries').to.equal(3 * tokenDeadline)
    world.hangs = () => false
    expect(await codeOf(ask(world))).to.contain('no error')
  })

  it('ends after twelve hours, however much it is used', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    for (let use = 0; use < 23; use += 1) {
      world.clock.advance(30 * minute)
      expect(await world.client.session.read(), `use ${use}`).to.deep.include({ connected: true })
    }
    world.clock.advance(32 * minute)
    expect(await world.client.session.read()).to.deep.include({ connected: false, reason: 'expired' })
  })

  it('signs out everywhere: here, in other tabs, on the instance', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    await world.client.session.signOut()
    expect(world.instance.revoked).to.have.length(1)
    expect(await world.tab().session.read()).to.deep.include({ connected: false })
    expect(await world.client.session.read()).not.to.have.property('reason')
  })

  it('signs out here also when the proxy cannot be told, and does not wait for it for ever', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.hangs = (url) => url.endsWith('/logout/prod')
    const begun = world.clock.now()
    const signedOut = world.client.session.signOut()
    await untilSettled(signedOut, world)
    await signedOut
    expect(world.clock.now() - begun).to.equal(tokenDeadline)
    expect(await world.tab().session.read()).to.deep.include({ connected: false })
    expect(await codeOf(ask(world))).to.equal('SNOW_NOT_CONNECTED')
  })

  it('is the next person’s when a renewal for the one before comes late', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    world.clock.advance(21 * minute)
    let release = (): void => undefined
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)))
    let renewals = 0
    world.instance.intercept = async (request) => {
      if (!request.url.endsWith('/oauth_token.do')) return undefined
      if (!(await request.text()).includes('grant_type=refresh_token')) return undefined
      renewals += 1
      return held
    }
    const signedIn = world.client.session.signInWithPopup()
    const before = ask(world).catch(() => undefined)
    await until(() => renewals === 1)
    await world.answer(world.opened.at(-1)!, 'beth')
    expect((await signedIn).user.sysId).to.equal(idOf('beth'))
    release()
    await before
    expect(await world.tab().session.read()).to.have.nested.property('user.sysId', idOf('beth'))
  })

  it('hears why a sign-in came to nothing', async () => {
    const world = createCrossSiteWorld()
    await world.client.session.read()
    const signedIn = codeOf(world.client.session.signInWithPopup())
    await world.answer(world.opened[0]!, 'nobody')
    expect(await signedIn).to.equal('SNOW_SIGN_IN_DENIED')
  })

  it('cannot have its key read by script', async () => {
    const world = createCrossSiteWorld()
    await signIn(world)
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('snowline-connection')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error!)
    })
    const pair = await new Promise<CryptoKeyPair>((resolve) => {
      const request = database.transaction('keys').objectStore('keys').get('proof')
      request.onsuccess = () => resolve(request.result as CryptoKeyPair)
    })
    database.close()
    const exported: unknown = await crypto.subtle
      .exportKey('jwk', pair.privateKey)
      .catch((error: unknown) => error)
    expect(exported).to.have.property('name', 'InvalidAccessError')
  })
})

/** Time moves only to end a request that hangs, never while real storage works: it would seem slow. */
async function untilSettled(call: Promise<unknown>, { clock, hanging }: CrossSiteWorld): Promise<void> {
  let settled = false
  void call.then(() => (settled = true))
  while (!settled) {
    await flush()
    clock.advance(hanging.splice(0).length > 0 ? tokenDeadline : 0)
  }
}

/** Real storage answers in its own time. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await flush()
}
