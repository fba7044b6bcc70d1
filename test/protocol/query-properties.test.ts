import { expect } from 'chai'
import fc from 'fast-check'
import { isSnowError } from '../../src/shared/errors.js'
import { buildQuery } from '../../src/protocol/build-query.js'
import type { Row } from '../../src/protocol/field-value.js'
import { matchesQuery, queryFields } from '../../src/protocol/match-query.js'
import { parseQuery } from '../../src/protocol/parse-query.js'
import { contains, equals, oneOf, startsWith } from '../../src/protocol/query-builders.js'
import type { Query } from '../../src/protocol/query.js'
import { toSearchQuery } from '../../src/protocol/search-query.js'

const field = fc.constantFrom('alpha', 'beta', 'gamma')
const digit = fc.constantFrom('1', '2', '3')
const atom: fc.Arbitrary<Query> = fc.oneof(
  fc.record({
    kind: fc.constant('comparison' as const),
    field,
    operator: fc.constantFrom(
      'equals' as const,
      'less' as const,
      'greater-or-equal' as const,
      'contains' as const,
    ),
    value: digit,
  }),
  fc.record({
    kind: fc.constant('membership' as const),
    field,
    negated: fc.boolean(),
    values: fc.array(digit, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('emptiness' as const), field, empty: fc.boolean() }),
)
const { tree } = fc.letrec<{ tree: Query }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc.record({ kind: fc.constant('and' as const), of: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('or' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

/** Decides a query over rows of single digits, in the plainest way: an oracle that shares nothing with `matchesQuery`. */
function holds(query: Query, row: Readonly<Record<string, string>>): boolean {
  switch (query.kind) {
    case 'and':
      return !query.of.some((one) => !holds(one, row))
    case 'or':
      return query.of.some((one) => holds(one, row))
    case 'emptiness':
      return query.empty === (row[query.field]!.length === 0)
    case 'membership':
      return query.values.indexOf(row[query.field]!) < 0 === query.negated
    case 'comparison': {
      const [left, right] = [Number(row[query.field]), Number(query.value)]
      if (query.operator === 'less') return left < right
      if (query.operator === 'greater-or-equal') return left >= right
      return left === right
    }
    case 'text':
      return true
  }
}

const rowOf = (columns: Readonly<Record<string, string>>): Row =>
  Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, { value, label: value }]))
const digitRow = fc.record({ alpha: digit, beta: digit, gamma: digit })

function isRefused(act: () => unknown): boolean {
  try {
    act()
    return false
  } catch (error) {
    if (isSnowError(error) && error.code === 'SNOW_QUERY_INVALID') return true
    throw error
  }
}

describe('query language, properties', () => {
  it('parse(build(q)) means what q means', () => {
    fc.assert(
      fc.property(tree, fc.array(digitRow, { minLength: 1, maxLength: 5 }), (query, rows) => {
        fc.pre(!isRefused(() => buildQuery(query)))
        const parsed = parseQuery(buildQuery(query)).query
        for (const row of rows) expect(holds(parsed, row)).to.equal(holds(query, row))
      }),
      { numRuns: 400 },
    )
  })

  it('parse(build(q)) is a normal form: a second turn changes nothing', () => {
    fc.assert(
      fc.property(tree, (query) => {
        fc.pre(!isRefused(() => buildQuery(query)))
        const once = parseQuery(buildQuery(query)).query
        expect(parseQuery(buildQuery(once)).query).to.deep.equal(once)
      }),
    )
  })

  it('matchesQuery agrees with an independent evaluator', () => {
    fc.assert(
      fc.property(tree, digitRow, (query, row) => {
        expect(matchesQuery(query, rowOf(row), { currentUser: undefined })).to.equal(holds(query, row))
      }),
      { numRuns: 400 },
    )
  })

  it('a value never adds a condition: it is refused or comes back whole', () => {
    const pieces = fc.constantFrom(
      '^',
      'OR',
      'NQ',
      'ORDERBY',
      'EQ',
      'javascript:',
      ',',
      '@',
      '=',
      '<',
      'IN',
      'a',
      ' ',
      '\n',
      '🙂',
      '^^',
    )
    const hostile = fc.oneof(
      fc.array(pieces, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', minLength: 1 }),
    )
    const kinds = fc.constantFrom(
      (value: string) => equals('alpha', value),
      (value: string) => contains('alpha', value),
      (value: string) => startsWith('alpha', value),
      (value: string) => oneOf('alpha', [value]),
    )
    fc.assert(
      fc.property(kinds, hostile, (kind, value) => {
        const query = kind(value)
        if (isRefused(() => buildQuery(query))) return
        expect(parseQuery(buildQuery(query))).to.deep.equal({ query, sort: [] })
      }),
      { numRuns: 500 },
    )
  })

  it('parseQuery refuses or reads, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        isRefused(() => parseQuery(text))
      }),
    )
  })

  it('whatever is typed becomes a query that can be sent', () => {
    const typed = fc.oneof(fc.string({ unit: 'binary', maxLength: 10_000 }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(typed, (text) => {
        const query = toSearchQuery(text)
        const allowed = ['number', 'short_description', 'description', 'sys_id']
        expect(
          queryFields(parseQuery(buildQuery(query)).query).every((name) => allowed.includes(name)),
        ).to.equal(true)
      }),
    )
  })
})
