import { expect } from 'chai'
import { guardHeader, guardValue } from '../../src/protocol/proxy-contract.js'
import { serveEmulator, type EmulatorServer } from '../../src/cli/serve-emulator.js'
import { formAction, readForm, withCookies, type TestBrowser } from '../support/cookie-jar.js'
import { serverAt } from '../support/http-client.js'
import { nginxBinary, runNginx, type Nginx } from './nginx.js'
import { endProxies, runProxyCommand, type RunningProxy } from './run-proxy.js'

const name = 'sn.example.com'
const publicUrl = `https://${name}`
const host = 'https://www.example.com'
const list = '/api/prod/now/table/incident'

/** As an operator has it: three processes, TLS, and a host name of its own for each. */
describe(`behind nginx, with the example of deploy/${nginxBinary === undefined ? ' (nginx is not installed)' : ''}`, () => {
  let instance: EmulatorServer
  let proxy: RunningProxy
  let nginx: Nginx
  let browser: TestBrowser

  before(async function () {
    if (nginxBinary === undefined) return this.skip()
    instance = await serveEmulator({
      port: 0,
      host: '127.0.0.1',
      incidents: 20,
      redirectUris: [`${publicUrl}/callback/prod`],
    })
    proxy = runProxyCommand(['--port', '0'], {
      SNOWLINE_PUBLIC_URL: publicUrl,
      SNOWLINE_ORIGINS: host,
      SNOWLINE_SEAL_KEYS: 'A'.repeat(43),
      SNOWLINE_INSTANCE_ID: 'prod',
      SNOWLINE_INSTANCE_URL: instance.url,
      SNOWLINE_CLIENT_ID: 'snowline-demo',
      SNOWLINE_CLIENT_SECRET: 'snowline-demo-secret',
    })
    nginx = await runNginx(nginxBinary, name, Number(new URL((await proxy.ready).replace('ready ', '')).port))
    browser = withCookies({
      [publicUrl]: serverAt({ port: nginx.httpsPort, ca: nginx.cert }),
      [`http://${name}`]: serverAt({ port: nginx.httpPort }),
      [instance.url]: serverAt({ port: Number(new URL(instance.url).port) }),
    })
  })
  after(async () => {
    endProxies()
    await nginx?.stop()
    await instance?.close()
  })

  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    browser.fetchOf(host)(`${publicUrl}${path}`, {
      ...init,
      headers: { [guardHeader]: guardValue, ...(init.headers as Record<string, string>) },
    })

  it('signs in through the pages of the instance, beginning at plain http', async () => {
    const form = await browser.navigate(`http://${name}/login/prod`)
    expect(new URL(form.url).origin).to.equal(instance.url)
    const person = readForm(form.text)
    person.set('user_name', 'beth.anglin')
    person.set('user_password', 'snowline')
    const consent = await browser.navigate(formAction(form), person)
    const answer = readForm(consent.text)
    answer.set('allow', 'true')
    const page = await browser.navigate(formAction(consent), answer)
    expect(new URL(page.url).origin).to.equal(publicUrl)
    expect(page.text).to.contain('You are signed in.')
    expect(page.headers.get('Strict-Transport-Security')).to.match(/^max-age=/)
    expect(browser.setCookies.find((line) => line.startsWith('__Host-Http-snowline-session-prod='))).to.match(
      /; HttpOnly; Secure; SameSite=Strict;/,
    )
    expect(await (await call('/session/prod')).json()).to.include({ connected: true, agent: true })
  })

  it('reads and writes records', async () => {
    const rows = (await (await call(`${list}?sysparm_limit=3`)).json()) as { result: unknown[] }
    expect(rows.result).to.have.length(3)
    const created = await call(list, {
      method: 'POST',
      body: '{"short_description":"Behind nginx"}',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(created.status).to.equal(201)
  })

  it('takes a file of 5 MB, and gives it back', async () => {
    const [incident] = await listed()
    const bytes = new Uint8Array(5_000_000).map((_, at) => (at * 31) & 0xff)
    const query = new URLSearchParams({
      table_name: 'incident',
      table_sys_id: incident ?? '',
      file_name: 'big.bin',
    })
    const sent = await call(`/api/prod/now/attachment/file?${query.toString()}`, {
      method: 'POST',
      body: bytes,
      headers: { 'Content-Type': 'application/octet-stream' },
    })
    expect(sent.status).to.equal(201)
    const { result } = (await sent.json()) as { result: { sys_id: string } }
    const back = await call(`/api/prod/now/attachment/${result.sys_id}/file`)
    expect(Buffer.compare(new Uint8Array(await back.arrayBuffer()), bytes)).to.equal(0)
  })

  it('takes the cookies of several instances', async () => {
    for (let at = 0; at < 10; at += 1) {
      browser.cookies.set(`${publicUrl} __Host-Http-snowline-session-other${at}`, 'x'.repeat(3_000))
    }
    expect((await call('/session/prod')).status).to.equal(200)
  })

  it('logs neither code nor state nor query, here or there', async () => {
    const log = nginx.accessLog()
    expect(log).to.match(/ GET \/callback\/prod 200 /)
    proxy.child.kill('SIGTERM')
    const { code, stderr } = await proxy.ended
    expect(code).to.equal(0)
    expect(stderr).to.contain('/callback/:instance')
    for (const text of [log, stderr]) expect(text).not.to.match(/code=|state=|sysparm|\?/)
  })

  async function listed(): Promise<string[]> {
    const answer = await call(`${list}?sysparm_fields=sys_id&sysparm_limit=1`)
    const { result } = (await answer.json()) as { result: { sys_id: string | { value: string } }[] }
    return result.map(({ sys_id: id }) => (typeof id === 'string' ? id : id.value))
  }
})
