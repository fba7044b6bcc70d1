import { expect } from 'chai'
import { guardHeader, guardValue, type Session } from '../../src/protocol/proxy-contract.js'
import { withCookies, type TestBrowser } from '../support/cookie-jar.js'
import { serverAt } from '../support/http-client.js'
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.js'
import { serveScriptedInstance, type ServedInstance } from '../support/serve-scripted-instance.js'
import { endProxies, variablesFor, runProxyCommand, type RunningProxy } from './run-proxy.js'

const publicUrl = 'https://sn.example.com'
const host = 'https://www.example.com'
const sessionCookie = `${publicUrl} __Host-Http-snowline-session-prod`
const list = '/api/prod/now/table/incident'

interface Replica extends RunningProxy {
  readonly url: string
}

describe(`two copies of snowline proxy${noRedis === undefined ? '' : `: skipped, ${noRedis}`}`, () => {
  let served: ServedInstance
  let redis: RedisServer

  before(function () {
    if (noRedis !== undefined) this.skip()
  })
  beforeEach(async () => {
    served = await serveScriptedInstance()
    redis = await startRedis({ password: 'canary-of-redis' })
  })
  afterEach(async () => {
    endProxies()
    await redis?.stop()
    await served?.close()
  })

  async function operate(args: readonly string[], more: Record<string, string> = {}): Promise<Replica> {
    const running = runProxyCommand(args, {
      ...variablesFor(served.instance.origin),
      SNOWLINE_PORT: '0',
      ...more,
    })
    return { ...running, url: (await running.ready).replace('ready ', '') }
  }

  /** A browser whose requests the balancer sends to one of them. */
  function visitor(first: Replica): { browser: TestBrowser; goTo(replica: Replica): void } {
    let server = serverAt({ port: Number(new URL(first.url).port) })
    return {
      browser: withCookies({ [publicUrl]: (request) => server(request) }),
      goTo: (replica) => void (server = serverAt({ port: Number(new URL(replica.url).port) })),
    }
  }

  const call = (browser: TestBrowser, path: string, method = 'GET'): Promise<Response> =>
    browser.fetchOf(host)(`${publicUrl}${path}`, { method, headers: { [guardHeader]: guardValue } })

  it('know of each other’s rotations and sign-outs, with an option or a variable', async () => {
    const [one, other, third] = await Promise.all([
      operate(['--redis', redis.url]),
      operate([], { SNOWLINE_REDIS_URL: redis.url }),
      operate(['--redis', redis.url]),
    ])
    Object.assign(served.instance, { rotate: true, revokesOnReuse: true })
    const { browser, goTo } = visitor(one)
    const consent = await browser.navigate(`${publicUrl}/login/prod`)
    await browser.navigate(served.instance.agree(consent.url, 'abel'))
    const session = browser.cookies.get(sessionCookie) ?? ''
    const asBefore = (): void => {
      browser.cookies.clear()
      browser.cookies.set(sessionCookie, session)
    }
    for (const replica of [one, other, one, other]) {
      goTo(replica)
      // The refresh token in this cookie is used up by the first of them.
      asBefore()
      expect(await (await call(browser, list)).json()).to.deep.equal({ result: [{ of: 'abel' }] })
    }
    expect(served.instance.reused).to.deep.equal([])

    goTo(one)
    expect((await call(browser, '/logout/prod', 'POST')).ok).to.equal(true)
    goTo(third)
    asBefore()
    expect((await (await call(browser, '/session/prod')).json()) as Session).to.include({ connected: false })
  })

  it('are not ready while Redis does not answer, and end all the same', async () => {
    const { url, child, ended, stderrLine } = await operate([], { SNOWLINE_REDIS_URL: redis.url })
    expect(await stderrLine((line) => line.includes('shared store: '))).to.contain(new URL(redis.url).host)
    expect((await fetch(`${url}/ready`)).status).to.equal(200)
    redis.pause()
    expect((await fetch(`${url}/ready`)).status).to.equal(503)
    expect((await fetch(`${url}/health`)).status).to.equal(200)
    redis.resume()
    expect((await fetch(`${url}/ready`)).status).to.equal(200)
    await redis.stop()
    await stderrLine((line) => line.includes('is out of reach'))
    child.kill('SIGTERM')
    const { code, stdout, stderr } = await ended
    expect(code).to.equal(0)
    expect(stdout + stderr).not.to.contain('canary')
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).to.have.property('level')
    expect(stderr, 'a variable that is known').not.to.contain('is not a variable of the proxy')
  })

  it('do not start when Redis is not there', async () => {
    const { url } = redis
    await redis.stop()
    const { code, stdout, stderr } = await runProxyCommand(
      ['--redis', url],
      variablesFor(served.instance.origin),
    ).ended
    expect([code, stdout]).to.deep.equal([1, ''])
    expect(stderr).to.contain('does not answer (ECONNREFUSED)').and.not.to.contain('canary')
  })
})
