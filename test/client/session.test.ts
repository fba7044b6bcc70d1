import { expect } from 'chai'
import { SnowError } from '../../src/shared/errors.js'
import type { SignInNavigation } from '../../src/client/types.js'
import { sessionChannel } from '../../src/protocol/proxy-contract.js'
import { and } from '../../src/protocol/query-builders.js'
import {
  failure,
  json,
  lost,
  proxy,
  rejection,
  scripted,
  session,
  settle,
  signedOut,
  until,
  type Reply,
} from './scripted-fetch.js'

interface Windows extends SignInNavigation {
  readonly opened: string[]
  readonly left: string[]
  broughtToFront: number
  closed: number
}

function windows(blocked = false): Windows {
  const opened: string[] = []
  const left: string[] = []
  const record: Windows = {
    opened,
    left,
    broughtToFront: 0,
    closed: 0,
    open(url) {
      opened.push(url)
      if (blocked) return null
      return {
        go: (url) => opened.push(url),
        focus: () => (record.broughtToFront += 1),
        close: () => (record.closed += 1),
      }
    },
    assign: (url) => left.push(url),
    returnTo: 'https://host.example/page?a=1#b',
  }
  return record
}

function signingIn(replies: readonly Reply[], blocked = false) {
  const navigation = windows(blocked)
  return { navigation, ...scripted(replies, { navigation }) }
}

describe('session.read', () => {
  it('asks the proxy', async () => {
    const { client, sent } = scripted([json(session())])
    expect(await client.session.read()).to.have.property('connected', true)
    expect(sent[0]!.url.href).to.equal(`${proxy}/session/prod`)
  })
  it('lets every request after it say for whom it is', async () => {
    const empty = json({ result: [] }, 200, { 'X-Total-Count': '0' })
    const { client, sent } = scripted([empty, json(session()), empty])
    const list = { query: and(), offset: 0, limit: 1 }
    await client.incidents.list(list)
    const read = await client.session.read()
    await client.incidents.list(list)
    expect(sent[0]!.headers.has('X-Snowline-User')).to.equal(false)
    expect(sent[2]!.headers.get('X-Snowline-User')).to.equal(read.connected && read.user.sysId)
  })
  it('refuses an answer that is no session', async () => {
    const { client, clock } = scripted([json({ connected: true })])
    const read = rejection(client.session.read())
    expect((await until(read, clock, 0)).code).to.equal('SNOW_BAD_RESPONSE')
  })
})

describe('session.signInWithPopup', () => {
  it('opens the window in the same turn as the call', () => {
    const { client, navigation } = signingIn([json(signedOut())])
    const abort = new AbortController()
    const signIn = client.session.signInWithPopup({ signal: abort.signal })
    expect(navigation.opened).to.deep.equal([`${proxy}/login/prod?flow=popup`])
    abort.abort()
    return signIn.catch(() => undefined)
  })

  it('ends when the proxy says connected, and by nothing else', async () => {
    const { client, clock, navigation, sent } = signingIn([
      json(signedOut()),
      json(signedOut()),
      json(session()),
    ])
    let done = false
    const signIn = client.session.signInWithPopup().then((result) => {
      done = true
      return result
    })
    await settle()
    expect(sent.length).to.equal(0)
    clock.advance(1000)
    await settle()
    clock.advance(1250)
    await settle()
    expect(sent.length).to.equal(2)
    expect(done).to.equal(false)
    clock.advance(2000)
    await settle()
    expect((await signIn).user.userName).to.equal('abel.tuter')
    expect(navigation.closed).to.equal(1)
  })

  it('asks at once when another window says that something changed', async () => {
    const { client, sent } = signingIn([json(session())])
    const signIn = client.session.signInWithPopup()
    const channel = new BroadcastChannel(sessionChannel)
    channel.postMessage('changed')
    await signIn
    channel.close()
    expect(sent.length).to.equal(1)
  })

  it('tells the other tabs also when another read finds the session first, and calls the wait off', async () => {
    const { client } = signingIn([json(session())])
    const channel = new BroadcastChannel(sessionChannel)
    const heard = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }))
    const abort = new AbortController()
    const signIn = rejection(client.session.signInWithPopup({ signal: abort.signal }))
    await client.session.read()
    abort.abort(new SnowError('SNOW_ABORTED', 'somebody else found it'))
    await signIn
    await heard
    channel.close()
  })

  it('waits for a new session when it renews one', async () => {
    const renewed = json(session({ connectedAt: '2026-11-21T00:00:00Z' }))
    const { client, clock } = signingIn([json(session()), json(session()), renewed])
    await client.session.read()
    const signIn = client.session.signInWithPopup()
    expect((await until(signIn, clock, 1000)).connectedAt).to.equal('2026-11-21T00:00:00Z')
  })

  it('lives through answers that fail', async () => {
    const { client, clock } = signingIn([lost, failure(502), json({ odd: true }), json(session())])
    const signIn = client.session.signInWithPopup()
    expect(await until(signIn, clock, 1000)).to.have.property('connected', true)
  })

  it('asks ever more slowly, and no longer than ten minutes', async () => {
    const { client, clock, sent, navigation } = signingIn([json(signedOut())])
    const signIn = rejection(client.session.signInWithPopup())
    for (let second = 0; second < 600; second += 1) {
      clock.advance(1000)
      await settle()
    }
    expect((await signIn).code).to.equal('SNOW_SIGN_IN_TIMEOUT')
    expect(navigation.closed, 'who types a second factor then goes on').to.equal(0)
    expect(sent.length).to.be.within(115, 130)
    clock.advance(60_000)
    await settle()
    expect(sent.length).to.be.within(115, 130)
  }).timeout(20_000)

  for (const looksClosed of [false, true]) {
    it(`goes its way in a window that says ${looksClosed ? 'closed' : 'open'}, and only asks about it`, async () => {
      const { client, clock, navigation, sent } = signingIn([
        json(signedOut()),
        json(signedOut()),
        json(signedOut()),
        json(session()),
      ])
      const open = navigation.open.bind(navigation)
      const policed: SignInNavigation = navigation
      policed.open = (url, name) => ({ ...open(url, name)!, closed: looksClosed })
      Object.assign(navigation, { focused: true })
      const told: boolean[] = []
      const signIn = client.session.signInWithPopup({ onSeemsClosed: (closed) => told.push(closed) })
      const asked: number[] = []
      for (let half = 1; half <= 20; half += 1) {
        clock.advance(500)
        await settle()
        if (sent.length > asked.length) asked.push(half / 2)
      }
      expect((await signIn).user.userName).to.equal('abel.tuter')
      expect(asked, 'seconds at which it asked').to.deep.equal([1, 2.5, 4, 6])
      expect(told).to.deep.equal(looksClosed ? [true] : [])
    })
  }

  it('has a window of its own for each instance, and finds it again', async () => {
    const names: string[] = []
    const abort = new AbortController()
    const navigation: SignInNavigation = {
      open(_, name) {
        names.push(name)
        return { go: () => undefined, focus: () => undefined, close: () => undefined }
      },
      assign: () => undefined,
      returnTo: 'https://host.example/',
    }
    const both = ['prod', 'test', 'prod'].map((instance) => {
      const { client } = scripted([json(signedOut())], { instance, navigation })
      return client.session.signInWithPopup({ signal: abort.signal }).catch(() => undefined)
    })
    expect(names[0]).to.not.equal(names[1])
    expect(names[0]).to.equal(names[2])
    abort.abort()
    await Promise.all(both)
  })

  it('is cancelled by its signal, which closes the window', async () => {
    const { client, navigation, clock, sent } = signingIn([json(signedOut())])
    const abort = new AbortController()
    const signIn = client.session.signInWithPopup({ signal: abort.signal })
    const reason = new Error('cancelled by the person')
    abort.abort(reason)
    expect(await signIn.catch((error: unknown) => error)).to.equal(reason)
    clock.advance(60_000)
    await settle()
    expect(sent.length).to.equal(0)
    expect(navigation.closed).to.equal(1)
  })

  it('opens nothing for a signal that has aborted', async () => {
    const { client, navigation } = signingIn([json(signedOut())])
    await client.session.signInWithPopup({ signal: AbortSignal.abort() }).catch(() => undefined)
    expect(navigation.opened).to.deep.equal([])
  })

  it('says that the window was blocked', async () => {
    const { client } = signingIn([json(signedOut())], true)
    expect((await rejection(client.session.signInWithPopup())).code).to.equal('SNOW_POPUP_BLOCKED')
  })

  it('ends when the session says why this attempt failed, and leaves the window that explains it', async () => {
    const failedAt = (at: string) => json({ ...signedOut(), failure: { code: 'SNOW_SIGN_IN_DENIED', at } })
    const before = failedAt('2026-11-20T09:00:00.000Z')
    const { client, clock, navigation, sent } = signingIn([
      before,
      before,
      failedAt('2026-11-20T10:00:00.000Z'),
    ])
    await client.session.read()
    const signIn = rejection(client.session.signInWithPopup())
    clock.advance(1000)
    await settle()
    expect(sent.length, 'the failure of the attempt before is none of this one').to.equal(2)
    clock.advance(1250)
    expect((await signIn).code).to.equal('SNOW_SIGN_IN_DENIED')
    expect(navigation.closed).to.equal(0)
  })

  it('ends at once when the host is not allowed', async () => {
    const refused = json({ error: { code: 'SNOW_ORIGIN_NOT_ALLOWED', message: 'x' } }, 403)
    const { client, clock } = signingIn([refused])
    const signIn = rejection(client.session.signInWithPopup())
    clock.advance(1000)
    expect((await signIn).code).to.equal('SNOW_ORIGIN_NOT_ALLOWED')
  })

  it('brings its window to the front, or opens one when there is none', async () => {
    const { client, navigation } = signingIn([json(signedOut())])
    client.session.reopenPopup()
    expect(navigation.opened.length).to.equal(1)
    const abort = new AbortController()
    const signIn = client.session.signInWithPopup({ signal: abort.signal })
    client.session.reopenPopup()
    expect(navigation.broughtToFront).to.equal(1)
    abort.abort()
    await signIn.catch(() => undefined)
  })
})

describe('session, in a page', () => {
  const inPage = typeof window === 'undefined' ? it.skip : it

  inPage('asks when the window of the proxy posts, and when no other does', () => {
    const { client } = scripted([json(signedOut())])
    const abort = new AbortController()
    let asked = 0
    client.session.onMaybeChanged(() => (asked += 1), abort.signal)
    // Dispatched and heard in the same turn, so that no other signal of the page can come between.
    const message = (origin: string) =>
      window.dispatchEvent(new MessageEvent('message', { origin, data: { type: sessionChannel } }))
    message('https://evil.example')
    expect(asked).to.equal(0)
    message(new URL(proxy).origin)
    expect(asked).to.equal(1)
    abort.abort()
  })

  inPage('asks when the person comes back, until the signal ends it', () => {
    const { client } = scripted([json(signedOut())])
    const abort = new AbortController()
    let asked = 0
    client.session.onMaybeChanged(() => (asked += 1), abort.signal)
    window.dispatchEvent(new Event('focus'))
    window.dispatchEvent(new Event('pageshow'))
    window.dispatchEvent(new StorageEvent('storage', { key: sessionChannel }))
    window.dispatchEvent(new StorageEvent('storage', { key: 'other' }))
    expect(asked).to.equal(3)
    abort.abort()
    window.dispatchEvent(new Event('focus'))
    expect(asked).to.equal(3)
  })
})

describe('session.signInWithRedirect', () => {
  it('leaves the page and says where to return', () => {
    const { client, navigation } = signingIn([json(signedOut())])
    client.session.signInWithRedirect()
    const url = new URL(navigation.left[0]!)
    expect(url.pathname).to.equal('/mount/login/prod')
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({
      flow: 'redirect',
      return: navigation.returnTo,
    })
  })
})

describe('session.signOut', () => {
  it('posts, forgets, and tells the other tabs', async () => {
    const { client, sent } = scripted([new Response(null, { status: 204 })])
    const heard = new Promise<void>((resolve) => {
      const abort = new AbortController()
      client.session.onMaybeChanged(() => {
        abort.abort()
        resolve()
      }, abort.signal)
    })
    await client.session.signOut()
    expect(sent[0]).to.deep.include({ method: 'POST' })
    expect(sent[0]!.url.href).to.equal(`${proxy}/logout/prod`)
    await heard
  })
})
