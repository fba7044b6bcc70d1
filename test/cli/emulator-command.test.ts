import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get, type RequestOptions } from 'node:https'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runEmulator } from '../../src/cli/emulator-command.js'
import { emulatorOptions } from '../../src/cli/emulator-options.js'
import { readEmulatorSettings } from '../../src/cli/emulator-settings.js'
import { serveEmulator } from '../../src/cli/serve-emulator.js'
import { switchNames } from '../../src/emulator/switches.js'
import type { SnowError } from '../../src/shared/errors.js'

async function failureOf(...argv: string[]): Promise<SnowError> {
  return runEmulator(argv).then(
    () => expect.fail('It started'),
    (error: SnowError) => error,
  )
}

async function printed(...argv: string[]): Promise<string> {
  const lines: string[] = []
  await runEmulator(argv, (text) => lines.push(text))
  return lines.join('\n')
}

describe('snowline emulator', () => {
  it('tells people, client and switches with --help', async () => {
    const text = await printed('--help')
    for (const option of Object.keys(emulatorOptions)) expect(text).to.contain(`--${option}`)
    for (const name of switchNames) expect(text).to.contain(`\n  ${name}=`)
    for (const told of [
      'abel.tuter',
      'snowline.service',
      'snowline-demo-secret',
      '--incidents N',
      'caret-escape=literal',
      '(current | older)',
    ]) {
      expect(text).to.contain(told)
    }
  })

  it('names every wrong option at once, and what it must be', async () => {
    const failure = await failureOf(
      '--port',
      '70000',
      '--incidents=-1',
      '--seed',
      'x',
      '--switch',
      'foo=1',
      '--switch',
      'hibernate=maybe',
      '--redirect-uri',
      'callback',
      '--clock',
      'noon,x60,x',
      '--tls-key',
      'key.pem',
      '--faults',
      'nowhere.json',
      '--data',
      'nowhere-else.json',
    )
    expect(failure.code).to.equal('SNOW_CONFIG_INVALID')
    for (const told of [
      '--port must be a whole number from 0 to 65535, not "70000"',
      '--incidents must',
      '--seed must',
      'There is no switch "foo"',
      'is on or off',
      '--redirect-uri must be a whole URL',
      '--clock must be a time such as 2026-01-15T09:00:00Z, a speed such as x60 (x0 stands still), or both with a comma, not "noon"',
      'not "x"',
      '--tls-cert and --tls-key go together',
      '--faults nowhere.json: the file is not there',
      '--data nowhere-else.json: the file is not there',
    ]) {
      expect(failure.message).to.contain(told)
    }
  })

  it('refuses options that it does not know', async () => {
    for (const argv of [['--bogus'], ['stray'], ['--port']]) {
      const failure = await failureOf(...argv)
      expect(failure.code).to.equal('SNOW_CONFIG_INVALID')
      expect(failure.message).to.contain('--help')
    }
  })

  it('says when the port is in use, or the host is none of this machine', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as AddressInfo
    const failure = await failureOf('--port', String(port), '--incidents', '0')
    blocker.close()
    expect(failure.code).to.equal('SNOW_CONFIG_INVALID')
    expect(failure.message).to.contain(`Port ${port} is in use`).and.to.contain('--port')
    expect((await failureOf('--port', '0', '--host', '192.0.2.1', '--incidents', '0')).message).to.contain(
      'no address of this machine',
    )
  })

  it('serves with its options, on loopback, and closes', async () => {
    const server = await serveEmulator({
      port: 0,
      host: '127.0.0.1',
      incidents: 3,
      switches: { 'auth-error-text': 'older' },
    })
    expect(server.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/)
    const answer = await fetch(`${server.url}/api/now/table/incident`)
    expect([answer.status, await answer.text()]).to.satisfy(
      ([status, text]: [number, string]) => status === 401 && text.includes('User Not Authenticated'),
    )
    expect(answer.headers.getSetCookie()).to.have.length(5)
    await server.close()
    expect(await fetch(server.url).catch((error: unknown) => error)).to.be.instanceOf(TypeError)
  })
})

describe('files and time of snowline emulator', () => {
  let folder = ''
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'snowline-'))))
  after(() => rm(folder, { recursive: true }))

  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }

  it('names every line of a fault plan and of records that must change, beside the wrong options', async () => {
    const faults = await file('plan.json', '[\n  { "match": {},\n    "effect": "explode" },\n  1\n]')
    const data = await file('records.json', '{\n  "snowline-emulator": 1\n  "tables": {}\n}')
    const { code, message } = await failureOf('--faults', faults, '--data', data, '--port', 'x')
    expect(code).to.equal('SNOW_CONFIG_INVALID')
    expect(message).to.contain(`${faults}:3: [0].effect.kind is no effect`)
    expect(message).to.contain(`${faults}:4: [1] is no object`)
    expect(message).to.contain(`${data}:3`)
    expect(message).to.contain('--port must')
  })

  it('starts with a plan, with records, and with a time of its own', async () => {
    const faults = await file('good.json', '[{ "match": { "nth": 2 }, "effect": "html" }]')
    const settings = await readEmulatorSettings([
      '--faults',
      faults,
      '--clock',
      '2026-01-15T09:00:00Z,x60',
      '--admin-host',
      'emulator',
    ])
    expect(settings).to.deep.include({
      faults: [{ match: { nth: 2 }, effect: { kind: 'html' } }],
      time: { start: Date.UTC(2026, 0, 15, 9), speed: 60 },
      adminHosts: ['emulator'],
    })
    expect(await readEmulatorSettings(['--clock', 'x0'])).to.deep.include({ time: { speed: 0 } })
  })

  it('speaks https with a certificate that is made, kept and good for its names', async () => {
    const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
    const start = () => serveEmulator({ port: 0, host: '127.0.0.1', incidents: 0, tls })
    const first = await start()
    expect(first.url).to.match(/^https:/)
    const ca = await readFile(tls.certFile, 'utf8')
    const status = (options: RequestOptions) =>
      new Promise((resolve, reject) => {
        get(`${first.url}/login.do`, { ca, ...options }, (answer) =>
          resolve(answer.resume().statusCode),
        ).once('error', reject)
      })
    expect(await status({})).to.equal(200)
    expect(await status({ servername: 'localhost' })).to.equal(200)
    expect(
      await status({ servername: 'elsewhere.example' }).catch(({ code }: { code: string }) => code),
    ).to.equal('ERR_TLS_CERT_ALTNAME_INVALID')
    await first.close()
    await (await start()).close()
    expect(await readFile(tls.certFile, 'utf8'), 'the same at the next start').to.equal(ca)
    await rm(tls.keyFile)
    const failure = await start().catch((error: SnowError) => error)
    expect(failure).to.have.property('code', 'SNOW_CONFIG_INVALID')
  })
})

describe('faults on the wire', () => {
  /** All that a connection delivers until it closes. */
  async function received(url: string, path: string): Promise<string> {
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    socket.on('error', () => {})
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic ${btoa('beth.anglin:snowline')}\r\n\r\n`,
    )
    await once(socket, 'close')
    return text
  }

  it('delivers the bytes before the line breaks, and no end of the body', async () => {
    const server = await serveEmulator({
      port: 0,
      host: '127.0.0.1',
      incidents: 40,
      faults: [{ match: { route: 'incident' }, when: 'mid-body@100', effect: 'reset' }],
    })
    const text = await received(server.url, '/api/now/table/incident')
    expect(text)
      .to.match(/^HTTP\/1\.1 200 OK\r\n/)
      .and.to.contain('{"result":[{')
    expect(text.toLowerCase()).not.to.contain('content-length')
    expect(text).not.to.match(/\r\n0\r\n\r\n$/)
    const failure = await fetch(`${server.url}/api/now/table/incident`, {
      headers: { Authorization: `Basic ${btoa('beth.anglin:snowline')}` },
    })
      .then((answer) => answer.text())
      .catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(TypeError)
    server.emulator.faults.clear()
    expect((await fetch(`${server.url}/login.do`)).status).to.equal(200)
    await server.close()
  })

  it('stalls in the middle of a body, and goes on serving others', async () => {
    const server = await serveEmulator({
      port: 0,
      host: '127.0.0.1',
      incidents: 5,
      faults: [{ match: { nth: 1 }, when: 'mid-body@20', effect: 'stall' }],
    })
    const controller = new AbortController()
    const answer = await fetch(`${server.url}/login.do`, { signal: controller.signal })
    const reader = answer.body!.getReader()
    expect((await reader.read()).value).to.have.length(20)
    expect((await fetch(`${server.url}/login.do`)).status).to.equal(200)
    const more = reader.read().catch((error: unknown) => error)
    controller.abort()
    expect(await more).to.have.property('name', 'AbortError')
    await server.close()
  })

  it('ends on SIGTERM', async function () {
    this.timeout(60_000)
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      'src/cli/cli.ts',
      'emulator',
      '--port',
      '0',
      '--incidents',
      '1',
    ])
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    expect(line).to.match(/^ready http:\/\/127\.0\.0\.1:\d+/)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).to.deep.equal([0, null])
  })
})
