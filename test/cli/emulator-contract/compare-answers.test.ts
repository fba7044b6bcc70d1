import { expect } from 'chai'
import { compareAnswers, type Closeness } from './compare-answers.js'
import { allow, judge } from './contract.js'

const compare = (recorded: unknown, ours: unknown, closeness: Closeness = 'forms'): string[] =>
  compareAnswers(recorded, ours, closeness).map(({ kind, path }) => `${kind} ${path}`)

describe('compareAnswers', () => {
  it('names keys that are missing and keys that are too many', () => {
    expect(compare({ result: { a: '', b: '' } }, { result: { b: '', c: '' } })).to.deep.equal([
      'missing result.a',
      'extra result.c',
    ])
  })

  for (const [recorded, ours] of [
    ['', null],
    ['1', 1],
    ['true', true],
    ['2026-01-01 00:00:00', '2026-01-01'],
    ['UNKNOWN', ''],
    ['1', '1.0000'],
    [{ value: '1' }, '1'],
    ['https://a.example/api/now/table/sys_user/global', 'https://a.example/api/now/v2/table/sys_user/global'],
    [[1], []],
  ] as const) {
    it(`tells the form of ${JSON.stringify(recorded)} from that of ${JSON.stringify(ours)}`, () => {
      expect(compare({ x: recorded }, { x: ours })).to.deep.equal(['form x'])
      expect(compare({ x: recorded }, { x: recorded })).to.deep.equal([])
    })
  }

  it('takes links of two hosts for the same, and other values for others when values are compared', () => {
    const link = (host: string): object => ({ x: `https://${host}/api/now/table/incident/1` })
    expect(compare(link('a.example'), link('b.example'), 'values')).to.deep.equal([])
    expect(compare({ x: 'one' }, { x: 'two' })).to.deep.equal([])
    expect(compare({ x: 'one' }, { x: 'two' }, 'values')).to.deep.equal(['value x'])
  })

  it('wants a counterpart for each row, on both sides', () => {
    const text = { x: 'text' }
    const number = { x: 1 }
    expect(compare([text, text, number], [number, text])).to.deep.equal([])
    expect(compare([text, number], [text])).to.deep.equal(['form [].x'])
    expect(compare([text], [text, number])).to.deep.equal(['form [].x'])
  })
})

describe('judge', () => {
  const differences = compareAnswers({ a: '', b: '' }, { c: '' }, 'forms')

  it('lets pass what an allowance names, and nothing else', () => {
    const { faults, needless } = judge(differences, [allow('missing', 'a reason', 'a b', '')])
    expect(faults).to.deep.equal(['extra c: ""'])
    expect(needless).to.deep.equal([])
  })

  it('finds allowances that nothing needs', () => {
    expect(judge(differences, [allow('missing', 'a reason', 'd', '')]).needless).to.deep.equal(['missing d'])
  })
})
