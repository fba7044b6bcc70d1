import { expect } from 'chai'
import { call, deploy, host, proxyOrigin, readSession, sealKey } from './deployment.js'
import { json } from '../support/scripted-instance.js'
import { withCookies, type TestServer } from '../support/cookie-jar.js'

const list = '/api/prod/now/table/incident'
const minute = 60_000

describe('secrets', () => {
  it('are in nothing that script can read, from sign-in over renewal to logout', async () => {
    const base = deploy()
    const { instance, clock } = base
    const seen: string[] = []
    const failures: unknown[] = []
    const { proxy: inner } = deploy({
      fetch: instance.fetch,
      clock,
      onFailure: (failure) => failures.push(failure),
    })
    /** Everything but `Set-Cookie`, which no script sees: bodies, headers and addresses. */
    const proxy: TestServer = async (request) => {
      const answer = await inner(request)
      const text = await new Response(answer.body).text()
      const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie')
      seen.push(request.url, JSON.stringify(headers), text)
      return { ...answer, body: answer.body === null ? null : text }
    }
    const visitor = withCookies({ [proxyOrigin]: proxy })

    const begun = await visitor.navigate(
      `${proxyOrigin}/login/prod?flow=redirect&return=${encodeURIComponent(host)}`,
    )
    await visitor.navigate(instance.agree(begun.url, 'abel'))
    await readSession(visitor)
    await call(visitor, list)
    clock.advance(30 * minute)
    await call(visitor, list)
    instance.tokens.clear()
    await call(visitor, list, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } })
    instance.api = () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })
    await call(visitor, list)
    instance.intercept = ({ headers }) =>
      Promise.reject(new TypeError(`failed with ${headers.get('Authorization')}`))
    await call(visitor, list)
    instance.intercept = () => json({ error: 'server_error', error_description: 'access_denied' }, 401)
    await call(visitor, list)
    await readSession(visitor)
    const refused = await visitor.navigate(`${proxyOrigin}/login/prod`)
    await visitor.navigate(instance.agree(refused.url, 'abel'))
    await call(visitor, '/logout/prod', { method: 'POST' })

    const verifiers = instance.tokenRequests.map((form) => form.get('code_verifier') ?? '').filter(Boolean)
    expect(verifiers).not.to.be.empty
    const text = [...seen, JSON.stringify(failures)].join('\n')
    expect(seen.length).to.be.greaterThan(30)
    expect(failures).not.to.be.empty
    for (const secret of ['canary-', sealKey, ...verifiers]) expect(text).not.to.contain(secret)
  })

  it('are not readable in the cookies either', async () => {
    const { browser, signIn } = deploy()
    const visitor = browser()
    await signIn(visitor)
    const cookies = visitor.setCookies.join('\n')
    const decoded = cookies
      .split(/[.=;\s]/)
      .map((part) => {
        try {
          return atob(part.replaceAll('-', '+').replaceAll('_', '/'))
        } catch {
          return ''
        }
      })
      .join('\n')
    expect(decoded).to.contain('A256GCM')
    for (const text of [cookies, decoded]) expect(text).not.to.match(/canary|abel/)
  })
})
