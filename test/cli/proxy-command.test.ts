import { expect } from 'chai'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endProxies, runProxyCommand as run } from './run-proxy.js'

const sealKey = 'A'.repeat(43)
const instance = { url: 'http://127.0.0.1:1', clientId: 'client', clientSecret: 'canary-secret' }
const config = {
  publicUrl: 'http://localhost:4500',
  origins: ['http://localhost:4400'],
  sealKeys: [sealKey],
  instances: { prod: instance },
}
const env = {
  SNOWLINE_PUBLIC_URL: config.publicUrl,
  SNOWLINE_ORIGINS: config.origins.join(),
  SNOWLINE_SEAL_KEYS: sealKey,
  SNOWLINE_INSTANCE_URL: instance.url,
  SNOWLINE_CLIENT_ID: instance.clientId,
  SNOWLINE_CLIENT_SECRET: instance.clientSecret,
}

/** As a browser's window asks: Node's own fetch says that it is script. */
function visit(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Sec-Fetch-Mode': 'navigate' } }, (answer) => resolve(answer.resume())).once(
      'error',
      reject,
    )
  })
}

describe('snowline proxy', () => {
  afterEach(endProxies)

  it('prints where it is ready, answers there, and ends on SIGTERM', async () => {
    const { child, ready, ended } = run(['--port', '0'], env)
    const line = await ready
    expect(line).to.match(/^ready http:\/\/127\.0\.0\.1:\d+$/)
    const url = line.replace('ready ', '')
    const answer = await fetch(`${url}/health`)
    expect(await answer.json()).to.deep.equal({ status: 'ok' })
    expect(answer.headers.get('Cache-Control')).to.equal('no-store')
    const headers = { Origin: 'http://localhost:4400', 'X-Snowline': '1' }
    const session = await fetch(`${url}/session/default`, { headers })
    expect(await session.json()).to.include({ connected: false })
    expect(session.headers.get('Access-Control-Allow-Origin')).to.equal('http://localhost:4400')
    const login = await visit(`${url}/login/default`)
    expect(login.statusCode).to.equal(303)
    expect(login.headers.location).to.match(/^http:\/\/127\.0\.0\.1:1\/oauth_auth\.do\?/)
    expect(login.headers['set-cookie']?.[0]).to.match(/^snowline-tx-/)
    child.kill('SIGTERM')
    expect((await ended).code).to.equal(0)
  })

  it('reads a file, with variables over it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'snowline-'))
    try {
      const file = join(folder, 'proxy.json')
      await writeFile(file, JSON.stringify({ ...config, origins: ['https://other.example'] }))
      const { child, ready, ended } = run(['--config', file], {
        SNOWLINE_PORT: '0',
        SNOWLINE_ORIGINS: env.SNOWLINE_ORIGINS,
      })
      const url = (await ready).replace('ready ', '')
      const headers = { Origin: 'http://localhost:4400', 'X-Snowline': '1' }
      expect((await fetch(`${url}/session/prod`, { headers })).status).to.equal(200)
      child.kill('SIGINT')
      expect((await ended).code).to.equal(0)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('tells every problem of its configuration at once, on stderr', async () => {
    const { code, stdout, stderr } = await run([], { SNOWLINE_ORIGINS: '*' }).ended
    expect(code).to.equal(1)
    expect(stdout).to.equal('')
    for (const name of ['PUBLIC_URL', 'ORIGINS', 'SEAL_KEYS', 'INSTANCE_URL']) {
      expect(stderr).to.contain(`SNOWLINE_${name}`)
    }
  })

  it('does not start with a file that is missing or is not JSON, and quotes nothing of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'snowline-'))
    try {
      const file = join(folder, 'proxy.json')
      await writeFile(file, '{"clientSecret": canary-secret}')
      const broken = await run(['--config', file], {}).ended
      expect(broken.code).to.equal(1)
      expect(broken.stderr).to.contain('is not JSON').and.not.to.contain('canary')
      const missing = await run(['--config', join(folder, 'nowhere.json')], {}).ended
      expect(missing.code).to.equal(1)
      expect(missing.stderr).to.contain('is not there')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('says what is wrong with an option', async () => {
    const outcomes = [['--port', '99999'], ['--prot', '1'], ['--help']].map((args) => run(args, env).ended)
    const [range, unknown, help] = await Promise.all(outcomes)
    expect(range?.stderr).to.contain('--port 99999: is no port')
    expect(unknown?.stderr).to.contain('--prot')
    expect([range?.code, unknown?.code, help?.code]).to.deep.equal([1, 1, 0])
    expect(help?.stdout).to.contain('SNOWLINE_INSTANCE_URL')
  })
})
