import { get, type IncomingMessage } from 'node:http'
import { expect } from 'chai'
import { type EmulatorServer, serveEmulator } from '../../src/cli/serve-emulator.js'

describe('headers over the wire', () => {
  let server: EmulatorServer
  before(async () => {
    server = await serveEmulator({ port: 0, host: '127.0.0.1', incidents: 3 })
  })
  after(() => server.close())

  async function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const Authorization = `Basic ${btoa('beth.anglin:snowline')}`
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${server.url}${path}`, { headers: { Authorization, ...headers } }, resolve).on('error', reject)
    })
    answer.resume()
    return answer
  }

  it('has the order and the spelling of an instance', async () => {
    const { rawHeaders } = await ask('/api/now/table/incident?sysparm_limit=1')
    const names = rawHeaders.filter((_, at) => at % 2 === 0)
    expect(names.filter((name, at) => name !== names[at - 1] && name !== 'Date')).to.deep.equal([
      'Server',
      'Content-Type',
      'Transfer-Encoding',
      'Connection',
      'Keep-Alive',
      'Set-Cookie',
      'Server-Timing',
      'X-Is-Logged-In',
      'X-Is-Visitor',
      'X-Transaction-ID',
      'Link',
      'X-Total-Count',
      'X-Content-Type-Options',
      'Pragma',
      'Expires',
      'Cache-Control',
      'Strict-Transport-Security',
    ])
    expect(rawHeaders[rawHeaders.indexOf('Keep-Alive') + 1]).to.equal('timeout=70')
    expect(names.filter((name) => name === 'Set-Cookie')).to.have.length(6)
  })

  it('compresses JSON when it is asked to, and only then', async () => {
    const path = '/api/now/table/incident?sysparm_limit=1'
    const zipped = await ask(path, { 'Accept-Encoding': 'gzip, deflate' })
    expect(zipped.headers['content-encoding']).to.equal('gzip')
    const read = await fetch(`${server.url}${path}`, {
      headers: { Authorization: `Basic ${btoa('beth.anglin:snowline')}` },
    })
    expect(await read.json()).to.have.property('result')
    expect((await ask(path)).headers).not.to.have.property('content-encoding')
  })

  it('says how long a file is, and leaves it as it is', async () => {
    const headers = { Authorization: `Basic ${btoa('beth.anglin:snowline')}` }
    const list = await fetch(`${server.url}/api/now/attachment?sysparm_limit=1`, { headers })
    const [file] = ((await list.json()) as { result: { download_link: string; size_bytes: string }[] }).result
    const answer = await ask(new URL(file!.download_link).pathname, { 'Accept-Encoding': 'gzip' })
    expect(answer.headers['content-length']).to.equal(file!.size_bytes)
    expect(answer.headers).not.to.have.property('content-encoding')
  })

  it('answers HEAD over the wire', async () => {
    const answer = await fetch(`${server.url}/api/now/ui/user/current_user`, { method: 'HEAD' })
    expect([answer.status, await answer.text()]).to.deep.equal([401, ''])
  })
})
