import { expect } from 'chai'
import fc from 'fast-check'
import { plainText } from '../../../src/emulator/query/text-search.js'
import { createScene, idOf } from './query-scene.js'

const rows = Array.from({ length: 300 }, (_, at) => ({
  ...{
    number: `INC${at}`,
    short_description: `row ${at}`,
    state: String(at % 7),
    opened_at: '2026-11-18 09:00:00',
  },
  // Every row is the parent of the one before, in one circle.
  ...{ sys_id: idOf(`b${at}f`), parent: idOf(`b${(at + 1) % 300}f`) },
}))
const scene = createScene({ incident: rows })

/** Milliseconds that nothing here comes near, on a slow machine either. */
const patience = 5000

function quickly(query: string): number {
  const start = performance.now()
  const found = scene.find(query).length
  expect(performance.now() - start, query.slice(0, 60)).to.be.lessThan(patience)
  return found
}

const many = (count: number, part: (at: number) => string, joint: string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(joint)

describe('hostile queries', () => {
  it('are answered quickly with 10,000 conditions, alternatives, groups or orders', () => {
    expect(quickly(many(10_000, () => 'numberISNOTEMPTY', '^'))).to.equal(300)
    expect(quickly(many(10_000, (at) => `number=INC${at + 299}`, '^OR'))).to.equal(1)
    expect(quickly(many(10_000, (at) => `short_description=row ${at + 299}^ORstate=x`, '^OR'))).to.equal(1)
    expect(quickly(many(10_000, (at) => `number=INC${at + 299}`, '^NQ'))).to.equal(1)
    expect(quickly(many(10_000, (at) => `bogus${at}=1`, '^'))).to.equal(300)
    expect(quickly(many(1000, () => 'ORDERBYDESCnumber', '^'))).to.equal(300)
    expect(quickly(`numberIN${many(100_000, (at) => `INC${at + 299}`, ',')}`)).to.equal(1)
  })

  it('are answered quickly with deep walks, in circles, and drop walks that are too deep', () => {
    expect(quickly(`${'parent.'.repeat(15)}number=INC15`)).to.equal(1)
    expect(quickly(`${'parent.'.repeat(100_000)}number=INC15`)).to.equal(300)
    expect(quickly(`parentIN_HIERARCHY${idOf('b7f')}`)).to.equal(300)
    expect(quickly(`parentIN_HIERARCHY${idOf('x')}`)).to.equal(0)
    expect(quickly(`ORDERBY${'parent.'.repeat(18)}parent`)).to.equal(300)
  })

  it('are answered quickly with nested, open and countless related queries', () => {
    expect(quickly(many(200, () => 'RLQUERYtask.parent,>=1^ENDRLQUERY', '^'))).to.equal(300)
    expect(quickly(many(10_000, () => 'RLQUERYtask.parent,>=1', '^'))).to.equal(300)
    expect(quickly(`JOINincident.sys_id=task.parent!${many(5000, () => 'state=1', '^^')}`)).to.equal(43)
  })

  it('take no text for a pattern', () => {
    for (const text of ['(a+)+$', '.*.*.*.*x', '[', '\\', '%%%%', '(?:', `${'a'.repeat(20_000)}!`]) {
      for (const operator of ['LIKE', 'STARTSWITH', 'ENDSWITH', '=', 'IN']) {
        expect(quickly(`short_description${operator}${text}`), text.slice(0, 20)).to.equal(0)
      }
      quickly(`123TEXTQUERY321=${text}`)
    }
  })

  it('find their end in long terms that are nothing at all', () => {
    for (const term of [
      'a'.repeat(200_000),
      `a${'.'.repeat(200_000)}`,
      '^'.repeat(200_000),
      '^OR'.repeat(50_000),
      'ORDERBY'.repeat(30_000),
      '@javascript:'.repeat(20_000),
    ]) {
      quickly(term)
      quickly(`number=${term}`)
      quickly(`opened_atON${term}`)
    }
  })

  it('cannot make a text search slow by what is stored', () => {
    const start = performance.now()
    for (const html of ['<', '<script', '<svg ', '<script></scrip', '<a>', '</'])
      plainText(html.repeat(50_000))
    expect(performance.now() - start).to.be.lessThan(patience)
    expect(plainText('a<script>no</script>b<STYLE>no</STYLE> <b>c</b> 1 < 2 &amp; <svg>d')).to.equal(
      'a b c 1 d',
    )
  })

  it('never throw, whatever they are made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '^',
        '^OR',
        '^NQ',
        'ORDERBY',
        'RLQUERY',
        'ENDRLQUERY',
        'JOIN',
        'task.parent',
        ',>=',
        '1',
        '!',
      ),
      fc.constantFrom(
        'state',
        'opened_at',
        'parent',
        'caller_id.',
        '=',
        'LIKE',
        'IN',
        '@',
        'RELATIVEGT@hour@ago@',
        'ON',
      ),
      fc.constantFrom(
        'javascript:',
        'gs.daysAgo(',
        "gs.datePart('week','1','EE')",
        ')',
        '123TEXTQUERY321=',
        '__proto__',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, isLiteral) => {
        const caretEscape = isLiteral ? 'literal' : 'separator'
        const found = scene.find(pieces.join(''), { caretEscape, timeZone: 'America/New_York' })
        expect(found.length).to.be.within(0, 300)
      }),
      { numRuns: 300 },
    )
  })
})
