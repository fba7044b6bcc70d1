import { expect } from 'chai'
import { guardHeader, guardValue } from '../../src/protocol/proxy-contract.js'
import { proxyOptions, proxyVariables } from '../../src/cli/proxy-options.js'
import { withCookies, type TestBrowser } from '../support/cookie-jar.js'
import { serverAt } from '../support/http-client.js'
import { serveScriptedInstance, type ServedInstance } from '../support/serve-scripted-instance.js'
import { endProxies, variablesFor, runProxyCommand, type RunningProxy } from './run-proxy.js'

const publicUrl = 'https://sn.example.com'
const host = 'https://www.example.com'
const list = '/api/prod/now/table/incident'

interface Operated extends RunningProxy {
  readonly url: string
  readonly browser: TestBrowser
  call(path: string, init?: RequestInit): Promise<Response>
  signIn(): Promise<void>
}

describe('the process of snowline proxy', () => {
  let served: ServedInstance

  beforeEach(async () => {
    served = await serveScriptedInstance()
  })
  afterEach(async () => {
    endProxies()
    await served.close()
  })

  async function operate(
    args: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): Promise<Operated> {
    const running = runProxyCommand(['--port', '0', ...args], {
      ...variablesFor(served.instance.origin),
      ...more,
    })
    const url = (await running.ready).replace('ready ', '')
    const browser = withCookies({ [publicUrl]: serverAt({ port: Number(new URL(url).port) }) })
    return {
      ...running,
      url,
      browser,
      call: (path, init = {}) =>
        browser.fetchOf(host)(`${publicUrl}${path}`, {
          ...init,
          headers: { [guardHeader]: guardValue, ...(init.headers as Record<string, string>) },
        }),
      async signIn() {
        const consent = await browser.navigate(`${publicUrl}/login/prod`)
        const page = await browser.navigate(served.instance.agree(consent.url, 'abel'))
        expect(page.text).to.contain('You are signed in.')
      },
    }
  }

  it('answers what is under way when it is told to end, and exits with 0', async () => {
    const { child, ended, call, signIn, url, stderrLine } = await operate()
    await signIn()
    let release = (): void => undefined
    const arrived = new Promise<void>((resolve) => {
      served.instance.intercept = () => {
        resolve()
        return new Promise((answer) => (release = () => answer(undefined)))
      }
    })
    const underWay = call(list)
    await arrived
    child.kill('SIGTERM')
    await stderrLine((line) => line.includes('"ending: '))
    expect(await fetch(`${url}/health`).catch((error: Error) => error.message)).to.equal('fetch failed')
    release()
    expect(await (await underWay).json()).to.deep.equal({ result: [{ of: 'abel' }] })
    const { code, stderr } = await ended
    expect(code).to.equal(0)
    expect(stderr.trim().split('\n').at(-1)).to.contain('"ended"')
  })

  it('waits no longer than its grace, says what was lost, and exits with 0', async () => {
    const { child, ended, call, signIn } = await operate(['--grace', '0'])
    await signIn()
    const arrived = new Promise<void>((resolve) => {
      served.instance.intercept = () => {
        resolve()
        return new Promise(() => undefined)
      }
    })
    const underWay = call(list).catch(() => 'cut off')
    await arrived
    child.kill('SIGTERM')
    expect(await underWay).to.equal('cut off')
    const { code, stderr } = await ended
    expect(code).to.equal(0)
    expect(stderr).to.contain('requests that the grace was too short for: 1')
  })

  it('says on /ready that it is about to end, while it lingers', async () => {
    const { child, ended, url, stderrLine } = await operate(['--linger', '3600'])
    expect((await fetch(`${url}/ready`)).status).to.equal(200)
    child.kill('SIGTERM')
    await stderrLine((line) => line.includes('"ending: '))
    expect((await fetch(`${url}/ready`)).status).to.equal(503)
    expect((await fetch(`${url}/health`)).status).to.equal(200)
    child.kill('SIGTERM')
    expect((await ended).code, 'a second signal ends it at once').to.equal(null)
  })

  it('writes a line of JSON for each request, with nothing in it that is not on the list', async () => {
    const { child, ended, call, signIn, browser } = await operate()
    await signIn()
    await call(`${list}?sysparm_query=short_description=canary`, {
      headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    })
    served.instance.intercept = () => new Response('canary', { status: 500 })
    await call(list)
    child.kill('SIGTERM')
    const { stdout, stderr } = await ended
    expect(stdout.trim().split('\n')).to.have.length(1)
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const requests = lines.filter(({ route }) => route !== undefined)
    expect(requests.map(({ route, status, level }) => [route, status, level])).to.deep.equal([
      ['/login/:instance', 303, 'info'],
      ['/callback/:instance', 200, 'info'],
      ['/api/:instance/now/table/:table', 200, 'info'],
      ['/api/:instance/now/table/:table', 502, 'error'],
    ])
    expect(requests[2]).to.include({ instance: 'prod', traceId: 'a'.repeat(32), upstreamStatus: 200 })
    expect(requests[3]).to.include({ code: 'SNOW_INSTANCE_FAILED', upstreamStatus: 500 })
    const cookies = [...browser.cookies.values()].filter((value) => value !== '')
    for (const secret of ['canary', 'abel', 'sysparm', 'code-', 'example', ...cookies]) {
      expect(stderr).not.to.contain(secret)
    }
  })

  it('writes lines for people, or none, when it is told to', async () => {
    const text = await operate(['--log', 'text'])
    await fetch(`${text.url}/health`)
    text.child.kill('SIGTERM')
    expect((await text.ended).stderr).to.match(/^\S+Z debug GET \/health 200 \d+ms /m)
    const off = await operate([], { SNOWLINE_LOG: 'off' })
    await fetch(`${off.url}/health`)
    off.child.kill('SIGTERM')
    expect((await off.ended).stderr).to.equal('')
  })

  it('serves metrics on a port of their own, when it is told to', async () => {
    const { child, ended, url, call, signIn, stderrLine } = await operate(['--metrics-port', '0'], {
      SNOWLINE_METRICS: '1',
    })
    const { message } = JSON.parse(await stderrLine((line) => line.includes('metrics at '))) as {
      message: string
    }
    const metricsUrl = message.replace('metrics at ', '')
    expect(metricsUrl).to.match(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/)
    await signIn()
    await call(list)
    const answer = await fetch(metricsUrl)
    expect(answer.headers.get('Content-Type')).to.equal('text/plain; version=0.0.4; charset=utf-8')
    const lines = (await answer.text()).split('\n')
    expect(lines).to.include('snowline_sessions_opened_total{instance="prod"} 1')
    expect(lines.some((line) => /^process_resident_memory_bytes \d+$/.test(line))).to.equal(true)
    expect(lines.filter((line) => line !== '' && !/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? \S+)$/.test(line))).to
      .be.empty
    expect((await fetch(new URL('/', metricsUrl))).status).to.equal(404)
    expect((await fetch(metricsUrl, { method: 'POST' })).status).to.equal(404)
    expect((await fetch(`${url}/metrics`)).status, 'not on the port of the proxy').to.equal(403)
    child.kill('SIGTERM')
    expect((await ended).code).to.equal(0)
    expect(await fetch(metricsUrl).catch(() => 'gone')).to.equal('gone')
  })

  it('tells every wrong setting at once, as the person gave it', async () => {
    const args = [
      '--port',
      'x',
      '--log',
      'xml',
      '--grace',
      '1.5',
      '--metrics-host',
      '::1',
      '--redis',
      'redis://:canary#word@localhost',
    ]
    const variables = { SNOWLINE_LINGER: 'soon', SNOWLINE_METRICS: 'yes' }
    const { code, stderr } = await runProxyCommand(args, variables).ended
    expect(code).to.equal(1)
    expect(stderr).to.contain('--port x: is no port')
    expect(stderr).to.contain('--log xml: is no format')
    expect(stderr).to.contain('--grace 1.5: is no time in seconds')
    expect(stderr).to.contain('SNOWLINE_LINGER soon: is no time in seconds')
    expect(stderr).to.contain('SNOWLINE_METRICS yes: is no switch')
    expect(stderr).to.contain('--metrics-host: does nothing without --metrics')
    expect(stderr).to.contain('--redis: is no address of a Redis').and.not.to.contain('canary')
  })

  it('does not start without its metrics, when their port is taken', async () => {
    const first = await operate()
    const { code, stdout, stderr } = await runProxyCommand(
      ['--port', '0', '--metrics', '--metrics-port', new URL(first.url).port],
      {
        SNOWLINE_PUBLIC_URL: publicUrl,
        SNOWLINE_ORIGINS: host,
        SNOWLINE_SEAL_KEYS: 'A'.repeat(43),
        SNOWLINE_INSTANCE_URL: served.instance.origin,
        SNOWLINE_CLIENT_ID: 'client',
        SNOWLINE_CLIENT_SECRET: 'secret',
      },
    ).ended
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' })
    expect(stderr).to.contain('--metrics-port')
  })

  it('says all that can be set with --help', async () => {
    const { stdout } = await runProxyCommand(['--help'], {}).ended
    for (const name of Object.keys(proxyOptions)) expect(stdout).to.contain(`--${name}`)
    for (const name of Object.keys(proxyVariables)) expect(stdout).to.contain(name)
  })
})
