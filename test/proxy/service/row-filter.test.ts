import { expect } from 'chai'
import { buildQuery } from '../../../src/protocol/build-query.js'
import { parseFilter } from '../../../src/proxy/service/row-filter.js'

const row = (columns: Readonly<Record<string, string>>): Record<string, { value: string; label: string }> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, { value, label: `label of ${value}` }]),
  )

describe('a row filter', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
    ['a=1', { a: '1' }, true],
    ['a=1', { a: '2' }, false],
    ['a=1', { a: '' }, false],
    ['a=Network', { a: 'network' }, true],
    // A label is no value: two groups may have the same.
    ['a=label of 1', { a: '1' }, false],
    // A column that did not come is one that the instance does not know, or hides.
    ['a=1', {}, false],
    ['a!=1', {}, false],
    ['aISEMPTY', {}, false],
    ['a=1^ORb=1', { a: '1' }, false],
    ['a=1^ORb=1', { a: '2', b: '1' }, true],
    // Whether empty differs from a value is the database's choice; here it does not count.
    ['a!=1', { a: '' }, false],
    ['aNOT IN1,2', { a: '' }, false],
    ['a!=1^ORaISEMPTY', { a: '' }, true],
    ['a!=1', { a: '2' }, true],
    ['aIN1,2', { a: '2' }, true],
    ['aNOT IN1,2', { a: '2' }, false],
    ['aSTARTSWITHab', { a: 'ABc' }, true],
    ['a=', { a: '' }, true],
    ['aISNOTEMPTY', { a: '' }, false],
    ['a=1^b=1^NQa=2', { a: '2', b: '' }, true],
    ['a=1^b=1^NQa=2', { a: '1', b: '' }, false],
    ['a.b=1', { 'a.b': '1' }, true],
    ['a=javascript:gs.getUserID()', { a: 'me' }, true],
    ['a=javascript:gs.getUserID()', { a: 'you' }, false],
  ]
  for (const [text, columns, inside] of cases) {
    it(`${text} ${inside ? 'has' : 'has not'} ${JSON.stringify(columns)}`, () => {
      expect(parseFilter(text).holds(row(columns), 'me')).to.equal(inside)
    })
  }

  it('is sent without scripts, and never lets empty values in by a negation', () => {
    const written = (text: string): string => buildQuery(parseFilter(text).query('me'))
    expect(written('a=javascript:gs.getUserID()^EQ')).to.equal('a=me')
    expect(written('a!=1')).to.equal('a!=1^aISNOTEMPTY')
    expect(written('a!=1^ORaISEMPTY')).to.equal('aISEMPTY^NQa!=1^aISNOTEMPTY')
  })

  it('knows what a new record must have, where it says so exactly', () => {
    const given = (text: string): object => parseFilter(text).given('me')
    expect(given('a=1^b=javascript:gs.getUserID()')).to.deep.equal({ a: '1', b: 'me' })
    for (const text of ['a=1^ORb=1', 'a=1^NQb=1', 'aIN1', 'a!=1', 'a.b=1', 'aISEMPTY']) {
      expect(given(text), text).to.deep.equal({})
    }
  })
})
