import { expect } from 'chai'
import { deploy, host, proxyOrigin } from './deployment.js'

function probe(path: string, method = 'GET', headers: Record<string, string> = {}) {
  return {
    method,
    url: `${proxyOrigin}${path}`,
    headers: new Headers(headers),
    signal: new AbortController().signal,
    body: null,
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
  }
}

describe('/health and /ready', () => {
  it('answer anybody, with a word and nothing more', async () => {
    const { proxy, instance } = deploy()
    for (const headers of [{}, { Origin: 'https://evil.example' }, { Origin: host }]) {
      for (const [path, status] of [
        ['/health', 'ok'],
        ['/ready', 'ready'],
      ] as const) {
        const answer = await proxy(probe(path, 'GET', headers))
        expect(answer.status).to.equal(200)
        expect(JSON.parse(String(answer.body))).to.deep.equal({ status })
        expect((await proxy(probe(path, 'HEAD', headers))).status).to.equal(200)
      }
    }
    expect(instance.requests).to.be.empty
  })

  it('answer at the root too, wherever the proxy is published', async () => {
    const { proxy } = deploy({ publicUrl: `${proxyOrigin}/servicenow` })
    for (const path of ['/health', '/ready', '/servicenow/health', '/servicenow/ready']) {
      expect((await proxy(probe(path))).status, path).to.equal(200)
    }
    expect((await proxy(probe('/session/prod'))).status).to.equal(404)
  })

  const failures: Readonly<Record<string, () => Promise<unknown>>> = {
    'says no': () => Promise.resolve(false),
    rejects: () => Promise.reject(new Error('canary: redis://user:password@store')),
    throws: () => {
      throw new Error('canary')
    },
  }
  for (const [name, readiness] of Object.entries(failures)) {
    it(`tell one from the other when readiness ${name}, and do not tell why`, async () => {
      const { proxy } = deploy({ readiness })
      const answer = await proxy(probe('/ready'))
      expect(answer.status).to.equal(503)
      expect(JSON.parse(String(answer.body))).to.deep.equal({ status: 'not ready' })
      expect((await proxy(probe('/health'))).status).to.equal(200)
    })
  }

  it('give a check two seconds, and all who ask meanwhile the same one', async () => {
    let checks = 0
    const { proxy, clock } = deploy({
      readiness: () => {
        checks += 1
        return checks === 1 ? new Promise(() => undefined) : Promise.resolve()
      },
    })
    const asked = [proxy(probe('/ready')), proxy(probe('/ready')), proxy(probe('/ready'))]
    await Promise.resolve()
    clock.advance(2_000)
    expect((await Promise.all(asked)).map(({ status }) => status)).to.deep.equal([503, 503, 503])
    expect(checks).to.equal(1)
    expect((await proxy(probe('/ready'))).status).to.equal(200)
  })
})
