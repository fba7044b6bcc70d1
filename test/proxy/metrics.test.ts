import { expect } from 'chai'
import { createCounter, createHistogram } from '../../src/proxy/metric-families.js'
import { createMetrics } from '../../src/proxy/metrics.js'
import { json } from '../support/scripted-instance.js'
import { call, deploy, host, proxyOrigin } from './deployment.js'

const list = '/api/prod/now/table/incident'

describe('a family of metrics', () => {
  it('is written as Prometheus reads it', () => {
    const counter = createCounter('seen_total', 'What was \\ seen.\nTwice.')
    counter.add({ what: 'a "b" \\ c\nd' })
    counter.add({ what: 'a "b" \\ c\nd' }, 2)
    counter.add({ what: 'other' })
    expect(counter.text()).to.equal(
      '# HELP seen_total What was \\\\ seen.\\nTwice.\n# TYPE seen_total counter\n' +
        'seen_total{what="a \\"b\\" \\\\ c\\nd"} 3\nseen_total{what="other"} 1\n',
    )
  })

  it('counts what is at most each bound', () => {
    const histogram = createHistogram('took_seconds', 'Time.', [0.1, 1])
    for (const value of [0.05, 0.1, 0.5, 2]) histogram.observe({ route: '/x' }, value)
    expect(histogram.text()).to.equal(
      '# HELP took_seconds Time.\n# TYPE took_seconds histogram\n' +
        'took_seconds_bucket{route="/x",le="0.1"} 2\n' +
        'took_seconds_bucket{route="/x",le="1"} 3\n' +
        'took_seconds_bucket{route="/x",le="+Inf"} 4\n' +
        'took_seconds_sum{route="/x"} 2.65\n' +
        'took_seconds_count{route="/x"} 4\n',
    )
  })
})

describe('createMetrics', () => {
  it('counts requests, failures of the instance, renewals and sessions', async () => {
    const metrics = createMetrics()
    const { browser, signIn, instance, clock } = deploy({ onRequest: metrics.record })
    const visitor = browser()
    await signIn(visitor)
    await call(visitor, list)
    clock.advance(30 * 60_000)
    await call(visitor, list)
    instance.intercept = () => Promise.reject(new TypeError('down'))
    await call(visitor, list)
    instance.intercept = () => json({ error: {} }, 429)
    await call(visitor, list)
    instance.intercept = () => json({ error: {} }, 404)
    await call(visitor, list)
    instance.intercept = () => undefined
    await call(visitor, '/logout/prod', { method: 'POST' })
    const lines = metrics.text().split('\n')
    const table = 'method="GET",route="/api/:instance/now/table/:table"'
    expect(lines).to.include.members([
      `snowline_requests_total{${table},status="2xx",instance="prod"} 2`,
      `snowline_requests_total{${table},status="4xx",instance="prod"} 2`,
      `snowline_requests_total{${table},status="5xx",instance="prod"} 1`,
      'snowline_upstream_failures_total{instance="prod",code="SNOW_INSTANCE_UNREACHABLE"} 1',
      'snowline_upstream_failures_total{instance="prod",code="SNOW_RATE_LIMITED"} 1',
      'snowline_token_refreshes_total{instance="prod"} 1',
      'snowline_sessions_opened_total{instance="prod"} 1',
      'snowline_sessions_ended_total{instance="prod",reason="ended"} 1',
      'snowline_request_duration_seconds_count{route="/api/:instance/now/table/:table"} 5',
    ])
    expect(lines.filter((line) => line.startsWith('snowline_upstream_failures_total'))).to.have.length(2)
  })

  it('grows by no series that a stranger chooses', async () => {
    const metrics = createMetrics()
    const { proxy } = deploy({ onRequest: metrics.record })
    const ask = async (method: string, path: string): Promise<unknown> =>
      proxy({
        method,
        url: `${proxyOrigin}${path}`,
        headers: new Headers({ Origin: host, 'X-Snowline': '1' }),
        signal: new AbortController().signal,
        body: null,
        arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
      })
    await ask('GET', '/nowhere/0')
    await ask('GET', '/session/stranger-0')
    await ask('STRANGE0', '/session/prod')
    await ask('GET', '/api/prod/now/table/stranger_0?stranger_0')
    const before = metrics.text().split('\n').length
    for (let at = 1; at < 50; at += 1) {
      await ask('GET', `/nowhere/${at}`)
      await ask('GET', `/session/stranger-${at}`)
      await ask(`STRANGE${at}`, '/session/prod')
      await ask('GET', `/api/prod/now/table/stranger_${at}?stranger_${at}`)
    }
    expect(metrics.text().split('\n')).to.have.length(before)
    expect(metrics.text()).not.to.match(/strange|nowhere/i)
  })
})
