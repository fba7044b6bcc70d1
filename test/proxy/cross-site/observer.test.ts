import { expect } from 'chai'
import { withCookies, type TestBrowser, type TestRequest } from '../../support/cookie-jar.js'
import { newKey } from '../../support/dpop-proof.js'
import { ask } from '../ask.js'
import { proxyOrigin, sealKey } from '../deployment.js'
import { app, deployCrossSite, list, type CrossSiteDeployment } from './cross-site-deployment.js'
import { showHandle } from './show-handle.js'

const minute = 60_000

/** All that a script in the page of the host can see of a session: what it sends, and what it is answered. */
interface Sightings {
  readonly requests: { readonly target: string; readonly headers: Headers; readonly body: string }[]
  readonly texts: string[]
  readonly handles: string[]
  readonly codes: string[]
}

/** A whole session, from sign-in over renewal to whatever goes wrong, with somebody who writes it all down. */
async function watchedSession(deployment: CrossSiteDeployment): Promise<Sightings> {
  const { proxy, instance, clock } = deployment
  const seen: Sightings = { requests: [], texts: [], handles: [], codes: [] }
  const browser: TestBrowser = withCookies({
    [proxyOrigin]: async (request: TestRequest) => {
      const { pathname, search } = new URL(request.url)
      const body = new TextDecoder().decode(await request.arrayBuffer())
      const answer = await proxy(request)
      const text = await new Response(answer.body).text()
      const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie')
      // Cookies are no script’s to see.
      const sent = new Headers([...request.headers].filter(([name]) => name !== 'cookie'))
      seen.requests.push({ target: `${request.method} ${pathname}${search}`, headers: sent, body })
      seen.texts.push(request.url, body, JSON.stringify([...sent]), JSON.stringify(headers), text)
      return { ...answer, body: answer.body === null ? null : text }
    },
  })
  const page = await deployment.page({ browser })
  const attempt = await page.authorize()
  const landed = await deployment.land(attempt.url, 'abel', browser)
  seen.texts.push(landed)
  seen.codes.push(new URL(landed).searchParams.get('code') ?? '')
  const first = await page.redeem(attempt, landed)
  await page.call(first, `${proxyOrigin}/session/prod`)
  await page.call(first, list)
  clock.advance(30 * minute)
  await page.call(first, list).catch(() => undefined)
  const second = await page.refresh(first)
  await page.call(second, list, {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json' },
  })
  instance.api = () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })
  await page.call(second, list)
  instance.intercept = ({ headers }) =>
    Promise.reject(new TypeError(`failed with ${headers.get('Authorization')}`))
  await page.call(second, list)
  await page.refresh(second).catch(() => undefined)
  instance.intercept = () => undefined
  instance.api = (_request, user) => Response.json({ result: [{ of: user }] })
  seen.handles.push(first.accessToken, first.refreshToken, second.accessToken, second.refreshToken)
  return seen
}

describe('a script that sees all of a session', () => {
  it('sees no secret: of the proxy, of the instance, or of the sign-in', async () => {
    const failures: unknown[] = []
    const deployment = deployCrossSite({ onFailure: (failure) => failures.push(failure) })
    const { instance } = deployment
    const { texts } = await watchedSession(deployment)
    const verifiers = instance.tokenRequests.map((form) => form.get('code_verifier') ?? '').filter(Boolean)
    expect(verifiers).not.to.be.empty
    const text = [...texts, JSON.stringify(failures)].join('\n')
    expect(texts.length).to.be.greaterThan(60)
    expect(failures).not.to.be.empty
    for (const secret of ['canary-', sealKey, ...verifiers]) expect(text).not.to.contain(secret)
  })

  it('gains nothing by sending it all again, word for word', async () => {
    const deployment = deployCrossSite()
    const { proxy, instance } = deployment
    const { requests } = await watchedSession(deployment)
    instance.requests.length = 0
    const replayed = requests.filter(
      ({ target }) => /\/(?:token|session|api)\//.test(target) && !target.startsWith('OPTIONS'),
    )
    expect(replayed.length).to.be.greaterThan(8)
    for (const { target, headers, body } of replayed) {
      const reply = await ask(proxy, target, headers, body === '' ? undefined : body)
      expect([400, 401], `${target} ${reply.text}`).to.include(reply.status)
    }
    expect(instance.requests).to.be.empty
  })

  it('gains nothing with a key of its own and what it has seen', async () => {
    const deployment = deployCrossSite()
    const { proxy, clock, instance } = deployment
    const { handles, codes } = await watchedSession(deployment)
    instance.requests.length = 0
    const key = await newKey()
    for (const token of [...handles, ...codes]) {
      const session = await showHandle(proxy, { key, clock, handle: token })
      expect(session.json?.['connected'], 'as a handle').not.to.equal(true)
      for (const fields of [
        { grant_type: 'refresh_token', refresh_token: token },
        { grant_type: 'authorization_code', client_id: app, code: token },
      ]) {
        const reply = await showHandle(proxy, {
          key,
          clock,
          handle: token,
          method: 'POST',
          path: '/token/prod',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(fields).toString(),
        })
        expect([reply.status, reply.oauth]).to.deep.equal([400, 'invalid_grant'])
      }
    }
    expect(instance.requests).to.be.empty
  })

  it('gains twelve hours at most by signing in with a key of its own: the residual risk', async () => {
    const { page: open, connect, clock } = deployCrossSite()
    const hostile = await open()
    let handles = await connect(hostile)
    for (let quarter = 0; quarter < 47; quarter += 1) {
      clock.advance(15 * minute)
      handles = await hostile.refresh(handles)
    }
    expect((await hostile.call(handles, list)).status).to.equal(200)
    clock.advance(15 * minute)
    const outcome = (await hostile.refresh(handles).catch((error: unknown) => error)) as { error?: string }
    expect(outcome.error).to.equal('invalid_grant')
  })
})
