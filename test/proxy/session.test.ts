import { expect } from 'chai'
import { json } from '../support/scripted-instance.js'
import { call, deploy, proxyOrigin, readSession } from './deployment.js'

const hour = 3_600_000
const sessionCookie = `${proxyOrigin} __Host-Http-snowline-session-prod`

describe('a session', () => {
  it('lives as long as it is used within twelve hours, and says when it is over', async () => {
    const { browser, signIn, clock } = deploy()
    const visitor = browser()
    await signIn(visitor)
    for (let use = 0; use < 5; use += 1) {
      clock.advance(11 * hour)
      expect(await readSession(visitor), `use ${use}`).to.include({ connected: true })
    }
    clock.advance(13 * hour)
    expect(await readSession(visitor)).to.include({ connected: false, reason: 'expired' })
    expect(await readSession(visitor), 'and again').to.include({ connected: false, reason: 'expired' })
  })

  it('ends after seven days, however much it is used', async () => {
    const { browser, signIn, clock } = deploy()
    const visitor = browser()
    await signIn(visitor)
    for (let use = 0; use < 16; use += 1) {
      clock.advance(10 * hour)
      expect(await readSession(visitor), `hour ${10 * (use + 1)}`).to.include({ connected: true })
    }
    clock.advance(9 * hour)
    expect(await readSession(visitor)).to.include({ connected: false, reason: 'expired' })
  })

  it('is sealed again only when its end moves by more than a tenth', async () => {
    const { browser, signIn, clock } = deploy()
    const visitor = browser()
    await signIn(visitor)
    const sealed = visitor.cookies.get(sessionCookie)
    clock.advance(hour)
    await readSession(visitor)
    expect(visitor.cookies.get(sessionCookie)).to.equal(sealed)
    clock.advance(hour)
    await readSession(visitor)
    expect(visitor.cookies.get(sessionCookie)).not.to.equal(sealed)
  })

  it('answers 401 to the relay once it has expired', async () => {
    const { browser, signIn, clock } = deploy()
    const visitor = browser()
    await signIn(visitor)
    clock.advance(13 * hour)
    const answer = await call(visitor, '/api/prod/now/table/incident')
    expect(answer.status).to.equal(401)
    expect(await answer.json()).to.have.nested.property('error.code', 'SNOW_RECONNECT_NEEDED')
    expect(await readSession(visitor)).to.include({ reason: 'expired' })
  })

  it('ends with logout: on the instance, and in every cookie', async () => {
    const { browser, signIn, instance } = deploy()
    const visitor = browser()
    await signIn(visitor)
    const answer = await call(visitor, '/logout/prod', { method: 'POST' })
    expect(answer.status).to.equal(204)
    // The access token may be shared with another sign-in of this person.
    expect(instance.revoked).to.deep.equal(['canary-refresh-abel-2'])
    expect(visitor.cookies.size).to.equal(0)
    expect(await readSession(visitor)).to.deep.equal({
      connected: false,
      instance: { id: 'prod', label: 'Acme IT', environment: 'production', url: instance.origin },
    })
  })

  it('ends with logout on the instance also when it is over here for being idle', async () => {
    const { browser, signIn, instance, clock } = deploy()
    const visitor = browser()
    await signIn(visitor)
    clock.advance(13 * 3_600_000)
    expect((await call(visitor, '/logout/prod', { method: 'POST' })).status).to.equal(204)
    expect(instance.revoked).to.have.length(1)
    expect(await readSession(visitor)).not.to.have.property('reason')
  })

  it('ends with logout within five seconds, however long the instance takes', async () => {
    const { browser, signIn, instance, clock } = deploy()
    const visitor = browser()
    await signIn(visitor)
    let reach = (): void => undefined
    const reached = new Promise<void>((resolve) => (reach = resolve))
    instance.intercept = ({ url }) => {
      if (!url.endsWith('/oauth_revoke_token.do')) return undefined
      reach()
      return new Promise(() => undefined)
    }
    const out = call(visitor, '/logout/prod', { method: 'POST' })
    await reached
    clock.advance(5_000)
    expect((await out).status).to.equal(204)
    expect(await readSession(visitor)).to.include({ connected: false })
  })

  it('ends with logout also when the instance is gone or nobody was signed in', async () => {
    const { browser, signIn, instance } = deploy()
    const visitor = browser()
    expect((await call(visitor, '/logout/prod', { method: 'POST' })).status).to.equal(204)
    await signIn(visitor)
    instance.intercept = () => Promise.reject(new TypeError('fetch failed'))
    expect((await call(visitor, '/logout/prod', { method: 'POST' })).status).to.equal(204)
    expect(visitor.cookies.size).to.equal(0)
  })

  it('survives a change of seal keys, and ends when its key is gone', async () => {
    const first = deploy()
    const visitor = first.browser()
    await first.signIn(visitor)
    const carried = visitor.cookies.get(sessionCookie) ?? ''
    const [old, fresh] = ['A'.repeat(43), 'B'.repeat(43)]
    for (const [sealKeys, connected] of [
      [[fresh, old], true],
      [[fresh], false],
    ] as const) {
      const next = deploy({ sealKeys: [...sealKeys] })
      const later = next.browser()
      later.cookies.set(sessionCookie, carried)
      expect(await readSession(later)).to.include({ connected })
    }
  })

  it('is nothing when its cookie was tampered with, moved to another instance or taken from another slot', async () => {
    const base = deploy()
    const settings = { url: base.instance.origin, clientId: 'client', clientSecret: 'canary-client-secret' }
    const { browser, signIn } = deploy({ instances: { prod: settings, other: settings } })
    const visitor = browser()
    await signIn(visitor)
    const sealed = visitor.cookies.get(sessionCookie) ?? ''
    const access = visitor.cookies.get(sessionCookie.replace('session', 'access')) ?? ''
    visitor.cookies.set(sessionCookie.replace('prod', 'other'), sealed)
    const other = await call(visitor, '/session/other')
    expect(await other.json()).to.include({ connected: false })
    for (const forged of [`${sealed}x`, sealed.slice(0, -8), access, 'null', '{}', '']) {
      visitor.cookies.set(sessionCookie, forged)
      expect(await readSession(visitor), forged.slice(0, 12)).to.include({ connected: false })
    }
  })

  it('does not begin when its cookie would be too large for a browser', async () => {
    const failures: string[] = []
    const { browser, signIn, instance } = deploy({ onFailure: ({ message }) => failures.push(message) })
    instance.tokens.set('a', 'abel')
    instance.intercept = ({ url }) =>
      url.endsWith('/oauth_token.do')
        ? json({ access_token: 'a', refresh_token: 'r'.repeat(4000), token_type: 'Bearer', expires_in: 1799 })
        : undefined
    const page = await signIn(browser())
    expect(page.status).to.equal(500)
    expect(page.text).to.contain('SNOW_PROXY_FAILED')
    expect(failures).to.have.length(1)
    expect(failures[0]).to.contain('browsers keep at most 4096')
  })
})
