import { expect } from 'chai'
import fc from 'fast-check'
import { continueTrace, traceHeaders } from '../../src/proxy/trace-context.js'
import { call, deploy } from './deployment.js'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const parentId = 'b7ad6b7169203331'
const parent = `00-${traceId}-${parentId}-01`
const next = /^00-([0-9a-f]{32})-([0-9a-f]{16})-(0[01])$/

function headersOf(traceparent: string | undefined, tracestate?: string): Headers {
  const headers = new Headers()
  if (traceparent !== undefined) headers.set('traceparent', traceparent)
  if (tracestate !== undefined) headers.set('tracestate', tracestate)
  return headers
}

describe('continueTrace', () => {
  it('goes on in the trace of a request, with a span of its own', () => {
    const trace = continueTrace(headersOf(parent))
    expect(trace).to.include({ traceId, parentSpanId: parentId, sampled: true })
    expect(trace.spanId)
      .to.match(/^[0-9a-f]{16}$/)
      .and.not.equal(parentId)
    expect(traceHeaders(trace)).to.deep.equal({ traceparent: `00-${traceId}-${trace.spanId}-01` })
    expect(continueTrace(headersOf(parent.replace(/01$/, '00'))).sampled).to.equal(false)
  })

  it('reads what a later version has of the first, and repeats no flag but the sampling', () => {
    for (const header of [`cc-${traceId}-${parentId}-ff`, `01-${traceId}-${parentId}-01-what-comes-later`]) {
      const { traceparent } = traceHeaders(continueTrace(headersOf(header)))
      expect(traceparent).to.match(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
    }
  })

  const malformed = [
    '',
    'x',
    `ff-${traceId}-${parentId}-01`,
    `00-${traceId}-${parentId}-01-more`,
    `00-${traceId}-${parentId}-01-`,
    `00-${traceId.toUpperCase()}-${parentId}-01`,
    `00-${'0'.repeat(32)}-${parentId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.slice(1)}-${parentId}-01`,
    `00-${traceId}-${parentId}-1`,
    `00-${traceId}-${parentId}-0x`,
    `00-${traceId}-${parentId}`,
    `01-${traceId}-${parentId}-01more`,
    `${parent}, ${parent}`,
    `00_${traceId}_${parentId}_01`,
  ]
  for (const header of [undefined, ...malformed]) {
    it(`begins a trace that nobody samples instead of ${header ?? 'none'}`, () => {
      const trace = continueTrace(headersOf(header, 'vendor=1'))
      expect(trace.traceId)
        .to.match(/^[0-9a-f]{32}$/)
        .and.not.equal(traceId)
      expect(trace).to.include({ sampled: false }).and.not.have.any.keys('parentSpanId', 'state')
    })
  }

  it('passes the vendors their part when it is valid and short', () => {
    const valid: Readonly<Record<string, string>> = {
      'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7': 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7',
      'a=1 ,\tb=2,': 'a=1,b=2',
      'fw529a3039@dt=FfAAA;b c': 'fw529a3039@dt=FfAAA;b c',
    }
    for (const [sent, passed] of Object.entries(valid)) {
      expect(traceHeaders(continueTrace(headersOf(parent, sent))).tracestate, sent).to.equal(passed)
    }
    const refused = [
      ',',
      'novalue',
      'UPPER=1',
      'a=1=2',
      'a=1,a=2',
      'a=',
      `a=${'x'.repeat(600)}`,
      Array.from({ length: 33 }, (_, at) => `k${at}=1`).join(),
    ]
    for (const sent of refused) {
      expect(traceHeaders(continueTrace(headersOf(parent, sent))), sent).not.to.have.key('tracestate')
    }
  })

  it('makes a valid header of whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'binary-ascii' }), (one, other) => {
        const headers = { get: (name: string) => (name === 'traceparent' ? one : other) } as Headers
        expect(traceHeaders(continueTrace(headers)).traceparent).to.match(next)
      }),
    )
  })
})

describe('a trace', () => {
  it('reaches the instance and the record, one span further', async () => {
    const records: { traceId: string; spanId: string; parentSpanId?: string }[] = []
    const { instance, browser, signIn } = deploy({ onRequest: (record) => records.push(record) })
    const visitor = browser()
    await signIn(visitor)
    await call(visitor, '/api/prod/now/table/incident', {
      headers: { traceparent: parent, tracestate: 'vendor=1' },
    })
    const sent = instance.requests.at(-1)?.headers
    const record = records.at(-1)
    expect(record).to.include({ traceId, parentSpanId: parentId, sampled: true })
    expect(sent?.get('traceparent')).to.equal(`00-${traceId}-${record?.spanId}-01`)
    expect(sent?.get('tracestate')).to.equal('vendor=1')
  })
})
