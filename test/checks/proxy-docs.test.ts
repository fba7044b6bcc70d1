import { expect } from 'chai'
import { existsSync, readFileSync } from 'node:fs'
import {
  proxyOptions,
  proxyOptionText,
  proxyOptionUsage,
  proxyVariables,
  type ProxyOptionName,
} from '../../src/cli/proxy-options.js'
import { parseConfig } from '../../src/proxy/config.js'
import { createMetrics } from '../../src/proxy/metrics.js'
import { requestLogLine } from '../../src/proxy/request-log.js'
import type { RequestRecord } from '../../src/proxy/request-record.js'
import { createScriptedInstance } from '../support/scripted-instance.js'
import { createTestClock } from '../support/test-clock.js'
import { optionsFor } from '../proxy/deployment.js'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
/** Tables are aligned by the formatter: only their words count. */
const document = read('docs/proxy.md').replaceAll(/ +/g, ' ')

/** Every field that a record can have. */
const whole: Required<RequestRecord> = {
  time: '2026-11-20T09:00:00.000Z',
  method: 'GET',
  route: '/session/:instance',
  instance: 'prod',
  status: 200,
  code: 'SNOW_TIMEOUT',
  cause: 'ECONNREFUSED',
  durationMs: 1,
  bytes: 1,
  upstreamStatus: 200,
  transactionId: 'abc',
  session: 'opened',
  refreshed: true,
  traceId: 'a',
  spanId: 'b',
  parentSpanId: 'c',
  sampled: false,
}

describe('docs/proxy.md', () => {
  it('has every option and every variable, in the words of --help', () => {
    for (const name of Object.keys(proxyOptions) as ProxyOptionName[]) {
      expect(document).to.contain(`| \`${proxyOptionUsage(name)}\` | ${proxyOptionText(name)} |`)
    }
    for (const [name, about] of Object.entries(proxyVariables)) {
      expect(document).to.contain(`| \`${name}\` | ${about} |`)
    }
  })

  it('has every limit with its default', () => {
    const {
      fetch: _fetch,
      clock: _clock,
      ...config
    } = optionsFor(createScriptedInstance(), createTestClock())
    const { session, limits } = parseConfig(config)
    for (const [group, values] of Object.entries({ session, limits })) {
      for (const [key, value] of Object.entries(values)) {
        const row = document.split('\n').find((line) => line.startsWith(`| \`${group}.${key}\` |`))
        expect(row, `${group}.${key}`).to.contain(` ${value.toLocaleString('en')} `)
      }
    }
  })

  it('has every field of a line of the log, and every metric with its labels', () => {
    const line = JSON.parse(requestLogLine(whole)) as Record<string, unknown>
    for (const field of Object.keys(line)) expect(document).to.contain(`\`${field}\``)
    const metrics = createMetrics()
    metrics.record(whole)
    metrics.record({ ...whole, session: 'ended' })
    for (const [, name = '', labels = ''] of metrics.text().matchAll(/^(\w+)\{(.*)\} /gm)) {
      const family = name.replace(/_(?:bucket|sum|count)$/, '')
      const row = document.split('\n').find((text) => text.startsWith(`| \`${family}\` |`))
      for (const [, label] of labels.replace(/,?le="[^"]*"/, '').matchAll(/(\w+)="/g)) {
        expect(row, `${family} ${label}`).to.contain(`\`${label}\``)
      }
    }
  })

  it('names files that are there', () => {
    for (const [path] of document.matchAll(/deploy\/[\w./-]+\w/g)) {
      expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).to.equal(true)
    }
  })
})
