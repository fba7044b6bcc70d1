import { expect } from 'chai'
import fc from 'fast-check'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { faultKinds, type FaultPlan } from '../../src/emulator/faults/fault-plan.js'
import { jsonLines } from '../../src/emulator/faults/json-lines.js'
import { parseFaultPlan, problemText } from '../../src/emulator/faults/parse-fault-plan.js'
import { readFaultPlan } from '../../src/emulator/faults/read-fault-plan.js'
import { call } from './call.js'

const path = '/api/now/table/incident'

describe('fault plans', () => {
  it('meets the same share of requests for the same seed', async () => {
    const met = async (seed: number): Promise<string> => {
      const emulator = createEmulator({
        seed,
        incidents: 1,
        faults: [
          { match: { route: 'sys_user', probability: 0.3 }, effect: { kind: 'status', status: 503 } },
          { match: { probability: 0.5 }, effect: { kind: 'status', status: 500 } },
        ],
      })
      const statuses: number[] = []
      for (let index = 0; index < 40; index++) {
        statuses.push((await call(emulator, '/api/now/table/sys_user?sysparm_limit=1')).status)
      }
      expect(new Set(statuses)).to.deep.equal(new Set([200, 500, 503]))
      return statuses.join()
    }
    expect(await met(3)).to.equal(await met(3))
    expect(await met(3)).not.to.equal(await met(4))
  })

  it('never or always, for the ends of probability', async () => {
    for (const [probability, status] of [
      [0, 200],
      [1, 503],
    ] as const) {
      const emulator = createEmulator({
        incidents: 1,
        faults: [{ match: { probability }, effect: { kind: 'status', status: 503 } }],
      })
      for (let index = 0; index < 20; index++) expect((await call(emulator, path)).status).to.equal(status)
    }
  })

  it('names everything that is wrong at once, by path', () => {
    const wrong = [
      { match: { nth: 0, route: '(', methd: 'GET', probability: 2 }, effect: 'rest' },
      { match: {}, when: 'mid-body@10', effect: { kind: 'html' } },
      { match: {}, when: 'later', effect: { kind: 'status', status: '503' } },
      { effect: { kind: 'late-commit', ms: -1, extra: true } },
      'reset',
      { match: {}, effect: { kind: 'status', status: 503, headers: { 'Retry After': '2' } } },
      { match: {}, effect: { kind: 'status', status: 503, headers: { 'X-Note': 'a\nb' } } },
      { match: {}, effect: { kind: 'clock-jump', ms: Number.MAX_SAFE_INTEGER } },
    ]
    expect(problemsOf(wrong)).to.deep.equal([
      '[0].match.route is no regular expression; write one such as ^/api/now/table/incident',
      '[0].match.nth must be whole, from 1',
      '[0].match.probability must be from 0 to 1',
      '[0].match.methd is not known here; there are route, method, nth, probability (all may be left out)',
      `[0].effect.kind is no effect; write one of ${Object.keys(faultKinds).join(', ')}`,
      '[1].when mid-body@… goes with reset, stall, truncate, error-object only; write before-commit or after-commit',
      '[2].when is no moment; write before-commit, after-commit or mid-body@ with a number of bytes',
      '[2].effect.status is no number; write an HTTP status such as 503',
      '[3].match is missing; there are match, when (may be left out), effect',
      '[3].effect.ms must be whole, from 1',
      '[3].effect.extra is not known here; there are kind, ms',
      '[4] is no object; write one with match, when (may be left out), effect',
      '[5].effect.headers has a name or a value that no header can have',
      '[6].effect.headers has a name or a value that no header can have',
      '[7].effect.ms must be whole, and no more than a hundred years',
    ])
    expect(problemsOf({})).to.deep.equal(['the plan is no list; write rules in square brackets'])
    for (const plan of [null, 5, 'x', [null], [[]], [{ match: null, effect: null }]]) {
      expect(problemsOf(plan), JSON.stringify(plan)).not.to.deep.equal([])
    }
  })

  it('stops the start of an emulator, and leaves a running plan alone', () => {
    const plan = [{ match: { nth: 0 }, effect: 'reset' }] as FaultPlan
    expect(() => createEmulator({ incidents: 0, faults: plan })).to.throw('faults[0].match.nth must be whole')
    const emulator = createEmulator({ incidents: 0, faults: [{ match: {}, effect: 'stall' }] })
    expect(() => emulator.faults.set(plan)).to.throw('must be whole')
    expect(() => emulator.faults.add(plan[0]!)).to.throw('must be whole')
    expect(emulator.faults.plan).to.deep.equal([{ match: {}, effect: { kind: 'stall' } }])
  })

  it('names the lines of a text that must change', () => {
    const text = `[
  {
    "match": { "nth": 0 },
    "effect": { "kind": "status",
      "status": 999 }
  },
  { "match": {}, "effct": "reset" }
]`
    expect(readFaultPlan(text)).to.deep.equal({
      problems: [
        { line: 3, message: '[0].match.nth must be whole, from 1' },
        { line: 5, message: '[0].effect.status must be from 200 to 599' },
        { line: 7, message: '[1].effect is missing; there are match, when (may be left out), effect' },
        { line: 7, message: '[1].effct is not known here; there are match, when (may be left out), effect' },
      ],
    })
    for (const [broken, line, message] of [
      ['[\n  { "match": {} "effect": 1 }\n]', 2, 'the JSON wants a comma or }'],
      ['[\n\n  { match: {} }\n]', 3, 'the JSON wants a key in double quotes'],
      ['[\n  { "match": {}, "effect": "reset" },\n]', 3, 'the JSON is no value'],
      ['[', 1, 'the JSON ends too early'],
      ['', 1, 'the JSON ends too early'],
      ['[]\n]', 2, 'the JSON goes on after its end'],
    ] as const) {
      expect(readFaultPlan(broken), broken).to.deep.equal({ problems: [{ line, message }] })
    }
  })

  it('finds the line of every value of any JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const { broken, lineOf } = jsonLines(JSON.stringify(value, undefined, 1))
        expect(broken).to.equal(undefined)
        const lines = JSON.stringify(value, undefined, 1).split('\n')
        walk(value, [], (path, leaf) => {
          expect(lines[lineOf(path) - 1]).to.contain(JSON.stringify(leaf))
        })
      }),
    )
  })
})

function walk(
  value: unknown,
  path: (string | number)[],
  leaf: (path: readonly (string | number)[], value: unknown) => void,
): void {
  if (typeof value !== 'object' || value === null) return leaf(path, value)
  for (const [key, each] of Object.entries(value)) walk(each, [...path, key], leaf)
}

function problemsOf(plan: unknown): readonly string[] {
  const parsed = parseFaultPlan(plan)
  return 'problems' in parsed ? parsed.problems.map(problemText) : []
}
