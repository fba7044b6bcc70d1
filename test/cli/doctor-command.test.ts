import { expect } from 'chai'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveEmulator, type EmulatorServer } from '../../src/cli/serve-emulator.js'
import type { DoctorReport } from '../../src/protocol/doctor-report.js'
import type { SupportBundle } from '../../src/proxy/doctor/support-bundle.js'
import { corsRules } from '../proxy/doctor/faults/direct-faults.js'

/** Runs the command as the command line does, in a process of its own. */
const program = `
  import { runDoctorCommand } from ${JSON.stringify(new URL('../../src/cli/doctor-command.ts', import.meta.url).href)}
  runDoctorCommand(process.argv.slice(1), process.env, '1.2.3').then(
    (code) => (process.exitCode = code),
    (error) => {
      console.error(error.message)
      process.exitCode = 1
    },
  )`

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program, '--', ...args],
    { env: { PATH: process.env['PATH'] ?? '', ...variables }, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  child.stdin.on('error', () => undefined).end(input)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
}

const callback = 'http://localhost:4500/callback/prod'
const secret = 'snowline-demo-secret'
const sealKey = 'Zm9ydHktdHdvIGJ5dGVzIG9mIGEga2V5IGZvciB0ZXN0cyBvbmx5'
const page = 'http://localhost:4400'

describe('snowline doctor', () => {
  let server: EmulatorServer
  let env: Readonly<Record<string, string>>
  let folder: string

  before(async () => {
    server = await serveEmulator({ port: 0, host: '127.0.0.1', redirectUris: [callback] })
    folder = await mkdtemp(join(tmpdir(), 'snowline-doctor-'))
    env = {
      SNOWLINE_PUBLIC_URL: 'http://localhost:4500',
      SNOWLINE_ORIGINS: page,
      SNOWLINE_SEAL_KEYS: sealKey,
      SNOWLINE_INSTANCE_ID: 'prod',
      SNOWLINE_INSTANCE_URL: server.url,
      SNOWLINE_CLIENT_ID: 'snowline-demo',
      SNOWLINE_CLIENT_SECRET: secret,
    }
  })

  after(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  afterEach(() => server.emulator.reset())

  it('finds a healthy deployment healthy, with the password from standard input', async () => {
    const { code, stdout, stderr } = await run(['--username', 'beth.anglin'], env, 'snowline\n')
    expect(stderr).to.equal('')
    expect(code).to.equal(0)
    expect(stdout).to.contain('0 failed, 0 warnings').and.to.contain(server.url)
    // Marks alone: nobody sees colours in a file.
    expect(stdout).to.contain('✔ Configuration').and.not.to.contain('\u001b[')
    expect(server.emulator.log.writes).to.deep.equal([])
  })

  it('runs what needs no person without one, and says so', async () => {
    const { code, stdout } = await run(['--json'], env)
    const report = JSON.parse(stdout) as DoctorReport
    expect(code).to.equal(0)
    expect(report).to.include({ format: 1, actor: 'nobody', status: 'ok' })
    expect(report.checks.find(({ id }) => id === 'network')).to.include({ status: 'ok' })
    expect(report.checks.find(({ id }) => id === 'roles')).to.include({
      status: 'skipped',
      because: 'person',
    })
  })

  it('ends with 1 and the line to change when something failed', async () => {
    const { code, stdout } = await run([], { ...env, SNOWLINE_PUBLIC_URL: 'http://localhost:4500/sn' })
    expect(code).to.equal(1)
    expect(stdout).to.match(/✖ Redirect URL\s+redirect-mismatch/)
    expect(stdout).to.contain('sent        http://localhost:4500/sn/callback/prod')
    expect(stdout).to.contain(`registered  ${callback}`)
    expect(stdout).to.contain('(SNOWLINE_REDIRECT_URI)')
    expect(stdout).to.contain('1 failed')
  })

  it('tells everything that is wrong with a configuration at once, in the words of its variables', async () => {
    const { code, stdout } = await run([], {
      SNOWLINE_PUBLIC_URL: ' http://localhost:4500',
      SNOWLINE_ORIGINS: `${page}/`,
      SNOWLINE_SEAL_KEYS: 'short',
      SNOWLINE_CLIENT_SECRT: 'canary-of-a-misspelt-variable',
    })
    expect(code).to.equal(1)
    for (const text of [
      'configuration-invalid',
      'SNOWLINE_INSTANCE_URL',
      'configuration-spaces',
      'SNOWLINE_PUBLIC_URL',
      'configuration-unknown',
      'SNOWLINE_CLIENT_SECRT',
      'seal-keys-invalid',
      'origin-invalid',
      '– wait for "Configuration": DNS and TLS',
    ]) {
      expect(stdout).to.contain(text)
    }
    expect(stdout).not.to.contain('canary')
  })

  it('goes on to the instance when only keys and origins are wrong', async () => {
    const wrong = { SNOWLINE_SEAL_KEYS: 'short', SNOWLINE_ORIGINS: `${page}/` }
    const { stdout } = await run(['--json'], { ...env, ...wrong })
    const { checks } = JSON.parse(stdout) as DoctorReport
    const failed = checks.filter(({ status }) => status === 'failed').map(({ id }) => id)
    expect(failed).to.deep.equal(['seals', 'origins'])
    expect(checks.find(({ id }) => id === 'redirect')).to.include({ status: 'ok' })
  })

  async function severalInstances(): Promise<string> {
    const file = join(folder, 'proxy.json')
    const instance = { url: server.url, clientId: 'snowline-demo', clientSecret: secret }
    const config = {
      publicUrl: 'http://localhost:4500',
      origins: [page],
      sealKeys: [sealKey],
      instances: { prod: instance, test: { ...instance, url: 'http://127.0.0.1:1' } },
    }
    await writeFile(file, JSON.stringify(config))
    return file
  }

  it('reads a file, and the password of its variable', async () => {
    const args = [
      '--config',
      await severalInstances(),
      '--instance',
      'prod',
      '--username',
      'abel.tuter',
      '--json',
    ]
    const { code, stdout } = await run(args, { SNOWLINE_DOCTOR_PASSWORD: 'snowline' })
    expect(JSON.parse(stdout)).to.include({ status: 'warning', actor: 'password' })
    expect(code).to.equal(0)
  })

  it('looks at the one of several instances that is named, and at none that is not', async () => {
    const file = await severalInstances()
    const which = await run(['--config', file], {})
    expect(which.code).to.equal(1)
    expect(which.stderr).to.contain('--instance').and.to.contain('prod, test')
    const { code, stdout } = await run(['--config', file, '--instance', 'test'], {})
    expect(stdout).to.contain('instance-unreachable').and.to.contain('ECONNREFUSED')
    expect(code).to.equal(1)
  })

  it('looks at what it is told to: defaults, tables, direct mode, an incident, a code', async () => {
    await corsRules({ domain: page })(server.emulator)
    const args = [
      ...['--username', 'beth.anglin', '--json', '--direct-origin', page],
      ...['--assignment-group', 'Cloud Costs', '--category', 'Network', '--table', 'incident:number,u_cost'],
      ...['--table', 'cmdb_ci?active=true', '--incident', 'INC0099999', '--error', 'SNOW_STATE_EXPIRED'],
    ]
    const { stdout } = await run(args, env, 'snowline')
    const { checks } = JSON.parse(stdout) as DoctorReport
    expect(checks.flatMap(({ findings }) => findings.map(({ id }) => id))).to.have.members([
      'incident-unknown',
      'field-unknown',
      'cors-rule-missing',
      'assignment-group-unknown',
      'category-unknown',
      'sign-in-expired',
    ])
  })

  it('writes a support bundle that nobody else may read, without secrets', async () => {
    const file = join(folder, 'bundle.json')
    const { code } = await run(['--username', 'beth.anglin', '--bundle', file], env, 'snowline\n')
    expect(code).to.equal(0)
    const text = await readFile(file, 'utf8')
    const bundle = JSON.parse(text) as SupportBundle
    expect(bundle.versions).to.include({ snowline: '1.2.3', node: process.version })
    expect(bundle.configuration?.instances['prod']).to.include({ clientId: 'snowline-demo' })
    expect(bundle.report.requests.some(({ transactionId }) => transactionId !== undefined)).to.equal(true)
    for (const word of [secret, sealKey, 'beth.anglin', '[redacted]', 'Bearer'])
      expect(text).not.to.contain(word)
    expect((await stat(file)).mode & 0o777).to.equal(0o600)
  })

  it('trusts a certificate that Node is told to trust, and tells one that it is not', async () => {
    const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
    const secure = await serveEmulator({ port: 0, host: '127.0.0.1', redirectUris: [callback], tls: files })
    try {
      const variables = { ...env, SNOWLINE_INSTANCE_URL: secure.url }
      const strange = await run(['--json'], variables)
      expect(strange.code).to.equal(1)
      expect(strange.stdout).to.contain('tls-untrusted').and.to.contain('NODE_EXTRA_CA_CERTS')
      const known = await run(['--json'], { ...variables, NODE_EXTRA_CA_CERTS: files.certFile })
      expect(known.code).to.equal(0)
      const network = (JSON.parse(known.stdout) as DoctorReport).checks.find(({ id }) => id === 'network')
      expect(network?.found).to.match(/trusted for \d+ more days/)
    } finally {
      await secure.close()
    }
  })

  it('says what is wrong with an option, a file or a missing password', async () => {
    const [options, file, password, help] = await Promise.all([
      run(['--table', 'No Table', '--direct-origin', `${page}/`, '--error', 'E1'], env),
      run(['--config', join(folder, 'nowhere.json')], env),
      run(['--username', 'beth.anglin'], env),
      run(['--help'], {}),
    ])
    for (const word of ['--table', '--direct-origin', '--error']) expect(options.stderr).to.contain(word)
    expect(file.stderr).to.contain('is not there')
    expect(password.stderr).to.contain('SNOWLINE_DOCTOR_PASSWORD')
    expect([options, file, password, help].map(({ code }) => code)).to.deep.equal([1, 1, 1, 0])
    expect(help.stdout).to.contain('--bundle FILE')
  })
})
