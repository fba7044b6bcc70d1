import { createServer } from 'node:net'
import { expect } from 'chai'
import { runDemo, serveDemo } from '../../src/cli/demo-command.js'
import { freePorts } from '../../src/cli/free-ports.js'

describe('snowline demo', () => {
  it('puts proxy and instance beside a host application that another server serves', async () => {
    const [port] = await freePorts(47_100, 3)
    const host = createServer().listen(port, '127.0.0.1')
    const demo = await serveDemo({ port, incidents: 20, dist: undefined })
    try {
      expect(demo.url).to.equal(`http://localhost:${port}`)
      expect(demo.proxyUrl).to.equal(`http://localhost:${port + 1}`)
      const answer = await fetch(`http://127.0.0.1:${port + 1}/session/demo`, {
        headers: { Origin: demo.url, 'X-Snowline': '1' },
      })
      expect(await answer.json()).to.include({ connected: false })
    } finally {
      await demo.close()
      host.close()
    }
  })

  it('names every wrong number at once', async () => {
    const failure: unknown = await runDemo(['--port', 'abc', '--incidents=-1'], 'dist').catch(
      (error: unknown) => error,
    )
    expect(failure).to.have.property('code', 'SNOW_CONFIG_INVALID')
    expect(failure)
      .to.have.property('message')
      .that.matches(/--port[^]*--incidents/)
  })
})
