import { expect } from 'chai'
import fc from 'fast-check'
import { compileQuery } from '../../../src/emulator/query/compile-query.js'
import { type QueryContext } from '../../../src/emulator/query/compile-condition.js'
import { type EncodedQuery, parseEncodedQuery } from '../../../src/emulator/query/encoded-query.js'
import { runQuery } from '../../../src/emulator/query/run-query.js'
import { sortedRows } from '../../../src/emulator/query/row-order.js'
import { type Rows } from '../../../src/emulator/storage/rows.js'
import { Store } from '../../../src/emulator/storage/store.js'
import { type StoredRow } from '../../../src/emulator/storage/stored-row.js'

const id = (from: number): string => (Math.imul(from, 0x9e3779b1) >>> 0).toString(16).padStart(32, '0')
const moment = (minute: number): string =>
  new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ')

const callers = [1, 2, 3].map((each) => id(9000 + each))
const rowOf = (seed: number, fields: readonly number[]): StoredRow => {
  const [state = 0, priority = 0, caller = 0, opened = 0, updated = 0] = fields
  return {
    sys_id: id(seed),
    number: `INC${String(seed).padStart(7, '0')}`,
    state: ['1', '2', '3', '7', ''][state]!,
    priority: String((priority % 5) + 1),
    active: state === 3 ? 'false' : 'true',
    caller_id: callers[caller % 3]!,
    opened_at: opened === 0 ? '' : moment(opened),
    sys_updated_on: moment(updated),
    short_description: ['Printer jam', 'printer offline', 'VPN'][priority % 3]!,
    sys_class_name: 'incident',
  }
}
const fields = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(2), fc.nat(40), fc.nat(40))

const condition = fc.oneof(
  fc.constantFrom('active=true', 'active=false', 'state=2', 'state=', 'stateIN1,7', 'state=02', 'state!=7'),
  fc.constantFrom('priority=1', 'priorityIN1,2', 'priority<3', 'short_descriptionLIKEprinter', 'bunk=1'),
  fc.constantFrom(...callers.map((caller) => `caller_id=${caller}`), 'short_description=PRINTER JAM'),
  fc
    .tuple(
      fc.constantFrom('opened_at', 'sys_updated_on'),
      fc.constantFrom('<', '<=', '>', '>=', '='),
      fc.nat(40),
    )
    .map(([column, operator, minute]) => `${column}${operator}${moment(minute)}`),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 1, max: 300 }))
    .map(([operator, seed]) => `sys_id${operator}${id(seed)}`),
)
const joined = fc
  .array(fc.tuple(fc.constantFrom('^', '^', '^', '^OR', '^NQ'), condition), { maxLength: 4 })
  .map((terms) => terms.map(([join, text], at) => (at === 0 ? text : join + text)).join(''))
const ordering = fc.constantFrom(
  '',
  '^ORDERBYopened_at',
  '^ORDERBYDESCopened_at',
  '^ORDERBYDESCsys_updated_on^ORDERBYDESCsys_id',
  '^ORDERBYsys_updated_on^ORDERBYsys_id',
  '^ORDERBYpriority',
  '^ORDERBYDESCstate',
  '^ORDERBYpriority^ORDERBYDESCopened_at',
  '^ORDERBYsys_id',
  '^ORDERBYDESCnumber',
)

describe('runQuery', () => {
  const invalid = 'drop' as const

  /** The answer without any index: every row read, then sorted. */
  const expected = (rows: Rows, query: EncodedQuery, context: QueryContext): StoredRow[] => {
    const compiled = compileQuery(query, rows.schema, context, invalid)
    return [...sortedRows([...rows.all()].filter(compiled.matches), compiled.order, context)]
  }

  for (const table of ['incident', 'task']) {
    it(`gives the same page and total of ${table} by whatever index, while rows come, change and go`, () => {
      const write = fc.tuple(fc.constantFrom('insert', 'update', 'update', 'remove'), fc.nat(600), fields)
      fc.assert(
        fc.property(
          fc.array(fields, { minLength: 260, maxLength: 320 }),
          fc.array(fc.tuple(joined, ordering, fc.nat(60), fc.constantFrom(0, 3, 50, 1000)), {
            minLength: 2,
            maxLength: 6,
          }),
          fc.array(write, { maxLength: 30 }),
          (initial, queries, writes) => {
            const store = new Store()
            const rows = store.table('incident')
            initial.forEach((each, seed) => rows.insert(rowOf(seed, each)))
            const context = { store, userId: callers[0]!, userName: 'abel.tuter', now: Date.UTC(2026, 0, 2) }
            const check = (): void => {
              for (const [conditions, order, offset, limit] of queries) {
                const query = parseEncodedQuery(conditions + order, 'literal')
                const asked = store.table(table)
                const all = expected(asked, query, context as QueryContext)
                const page = runQuery(asked, query, context as QueryContext, {
                  offset,
                  limit,
                  count: true,
                  invalid,
                })
                expect(page.total, conditions + order).to.equal(all.length)
                expect(
                  page.rows.map(({ sys_id }) => sys_id),
                  conditions + order,
                ).to.deep.equal(all.slice(offset, offset + limit).map(({ sys_id }) => sys_id))
              }
            }
            check()
            for (const [kind, seed, values] of writes) {
              const row = rows.get(id(seed))
              if (kind === 'insert' && row === undefined) rows.insert(rowOf(seed, values))
              if (row === undefined) continue
              const { sys_id: _, number: __, ...changes } = rowOf(seed, values)
              if (kind === 'update') rows.update(row, changes)
              if (kind === 'remove') rows.remove(row)
            }
            check()
          },
        ),
        { numRuns: 60 },
      )
    })
  }
})
