import { createServer as createPlainServer, type AddressInfo, type Server } from 'node:net'
import { expect } from 'chai'
import { probeNetwork } from '../../src/cli/network-probe.js'
import { serveEmulator } from '../../src/cli/serve-emulator.js'

const signal = new AbortController().signal

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

describe('probeNetwork', () => {
  it('reaches a server by plain http', async () => {
    const server = createPlainServer()
    const port = await listening(server)
    const answer = await probeNetwork({ host: '127.0.0.1', port, tls: false }, signal)
    expect(answer).to.deep.equal({ stage: 'reached', addresses: 1 })
    server.close()
  })

  it('tells a name that has no address', async () => {
    const answer = await probeNetwork({ host: 'no-such-host.invalid', port: 443, tls: true }, signal)
    expect(answer).to.include({ stage: 'dns' })
  })

  it('tells a port that nobody listens on', async () => {
    const server = createPlainServer()
    const port = await listening(server)
    await new Promise((closed) => server.close(closed))
    const answer = await probeNetwork({ host: '127.0.0.1', port, tls: true }, signal)
    expect(answer).to.deep.equal({ stage: 'connect', code: 'ECONNREFUSED' })
  })

  it('tells a certificate that nobody signed', async () => {
    const { url, close } = await serveEmulator({ port: 0, host: '127.0.0.1', incidents: 0, tls: {} })
    const answer = await probeNetwork(
      { host: '127.0.0.1', port: Number(new URL(url).port), tls: true },
      signal,
    )
    expect(answer).to.deep.equal({ stage: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    await close()
  })

  it('tells a server that does not speak TLS', async () => {
    const server = createPlainServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const port = await listening(server)
    expect(await probeNetwork({ host: '127.0.0.1', port, tls: true }, signal)).to.include({ stage: 'tls' })
    server.close()
  })

  it('gives up when it is told to', async () => {
    const server = createPlainServer()
    const port = await listening(server)
    const stop = new AbortController()
    server.once('connection', () => stop.abort())
    const answer = await probeNetwork({ host: '127.0.0.1', port, tls: true }, stop.signal)
    expect(answer).to.deep.equal({ stage: 'connect', code: 'ABORT_ERR' })
    server.close()
  })
})
