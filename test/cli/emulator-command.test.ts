import { createServer, type AddressInfo } from 'node:net'
import { expect } from 'chai'
import { runEmulator, serveEmulator } from '../../src/cli/emulator-command.js'
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
    for (const told of [
      'abel.tuter',
      'snowline.service',
      'snowline-demo-secret',
      '--incidents N',
      'caret-escape=literal',
      '(drop | no-rows)',
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
    )
    expect(failure.code).to.equal('SNOW_CONFIG_INVALID')
    for (const told of [
      '--port must be a whole number from 0 to 65535, not "70000"',
      '--incidents must',
      '--seed must',
      'There is no switch "foo"',
      'is on or off',
      '--redirect-uri must be a whole URL',
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
