import { expect } from 'chai'
import fc from 'fast-check'
import { buildQuery } from '../../../src/protocol/build-query.js'
import { toWireDate } from '../../../src/protocol/dates.js'
import { emptyValue, type FieldValue, type Row } from '../../../src/protocol/field-value.js'
import { matchesQuery } from '../../../src/protocol/match-query.js'
import { parseQuery } from '../../../src/protocol/parse-query.js'
import { fieldOf, sysIdOf } from '../../../src/protocol/parse-table.js'
import { and } from '../../../src/protocol/query-builders.js'
import type { Query } from '../../../src/protocol/query.js'
import { incidentTable } from '../../../src/protocol/tables/incident-table.js'
import { filterQueries } from '../../../src/state/list-view/filter-query.js'
import {
  anyOf,
  between,
  lastDays,
  me,
  startOfDay,
  type ListFilter,
  type ListFilters,
} from '../../../src/state/list-view/list-filter.js'
import { list } from '../../emulator/call.js'
import { createWorld } from '../../support/world.js'

const own = 'a'.repeat(32)
const others = ['b'.repeat(32), 'c'.repeat(32)]
const nowMs = Date.UTC(2026, 10, 29, 16, 20, 31)
const dayMs = 86_400_000

const queryOf = (filters: ListFilters, now = nowMs): Query =>
  and(...filterQueries(incidentTable, filters, now))

interface Facts {
  readonly user: string
  readonly groups: readonly string[]
  readonly nowMs: number
}

/** Decides filters over a row in the plainest way: it shares nothing with queries. */
function passes(filters: ListFilters, row: Row, facts: Facts): boolean {
  return Object.entries(filters).every(([field, filter]) =>
    passesOne(field, filter, fieldOf(row, field).value, facts),
  )
}

function passesOne(
  field: string,
  filter: ListFilter,
  value: string,
  { user, groups, nowMs: now }: Facts,
): boolean {
  switch (filter.kind) {
    case 'any-of':
      return filter.values.some((wanted) => {
        if (wanted !== me) return value === wanted
        return field === 'assignment_group' ? groups.includes(value) : value === user
      })
    case 'between': {
      if (value === '') return false
      const day = localDay(new Date(`${value.replace(' ', 'T')}Z`))
      return (filter.from === '' || day >= filter.from) && (filter.to === '' || day <= filter.to)
    }
    case 'last-days': {
      const minute = Math.floor(now / 60_000) * 60_000
      return value !== '' && Date.parse(`${value.replace(' ', 'T')}Z`) >= minute - filter.days * dayMs
    }
  }
}

function localDay(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const day = fc.integer({ min: -40, max: 3 }).map((days) => localDay(new Date(nowMs + days * dayMs)))
const dates: fc.Arbitrary<ListFilter> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map(lastDays),
  fc.tuple(day, day).map((two) => between(...(two.sort() as [string, string]))),
  day.map((from) => between(from)),
  day.map((to) => between('', to)),
)
const some = (values: readonly string[]): fc.Arbitrary<ListFilter> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 }).map((chosen) => anyOf(...chosen))

function filtersOf(people: readonly string[], groups: readonly string[]): fc.Arbitrary<ListFilters> {
  return fc.record(
    {
      state: some(['1', '2', '3', '6', '7', '']),
      priority: some(['1', '2', '3', '4', '5']),
      assignment_group: some([...groups, me, '']),
      assigned_to: some([...people, me, '']),
      caller_id: some([...people, me]),
      opened_at: dates,
      sys_updated_on: dates,
    },
    { requiredKeys: [] },
  )
}

describe('filterQueries', () => {
  const said: readonly (readonly [ListFilters, string])[] = [
    [{ state: anyOf('1', '2') }, 'stateIN1,2'],
    [{ state: anyOf('') }, 'stateISEMPTY'],
    [{ state: anyOf('a,b', '1') }, 'stateIN1^ORstate=a,b'],
    [{ assigned_to: anyOf(me, '') }, 'assigned_to=javascript:gs.getUserID()^ORassigned_toISEMPTY'],
    [{ assignment_group: anyOf(me) }, 'assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744'],
    [{ state: anyOf(me) }, 'stateINme'],
    [{ opened_at: lastDays(7) }, 'opened_at>=2026-11-22 16:20:00'],
    [{ state: anyOf(), opened_at: between() }, ''],
    [{ u_secret: anyOf('1') }, ''],
  ]
  for (const [filters, encoded] of said) {
    it(`writes ${JSON.stringify(filters)}`, () => expect(buildQuery(queryOf(filters))).to.equal(encoded))
  }

  it('counts days where the person is, both included', () => {
    const bound = (text: string, after = 0): string => toWireDate(startOfDay(text, after)!)
    expect(buildQuery(queryOf({ opened_at: between('2026-11-01', '2026-11-30') }))).to.equal(
      `opened_at>=${bound('2026-11-01')}^opened_at<${bound('2026-12-01')}`,
    )
    expect(bound('2026-11-30', 1)).to.equal(bound('2026-12-01'))
  })

  it('matches just the rows that a plain reading of the filters does', () => {
    const value = (text: string): FieldValue =>
      text === '' ? emptyValue : { value: text, label: `The ${text}` }
    const moment = fc
      .oneof(fc.integer({ min: -70 * dayMs, max: 2 * dayMs }), fc.constantFrom(-7 * dayMs, 0))
      .map((ms) => value(toWireDate(nowMs + ms)))
    const row: fc.Arbitrary<Row> = fc.record({
      state: fc.constantFrom('1', '2', '3', '6', '7').map(value),
      priority: fc.constantFrom('1', '2', '3', '4', '5').map(value),
      assignment_group: fc.constantFrom(...others, '').map(value),
      assigned_to: fc.constantFrom(own, ...others, '').map(value),
      caller_id: fc.constantFrom(own, ...others).map(value),
      opened_at: moment,
      sys_updated_on: moment,
    })
    let decided = 0
    fc.assert(
      fc.property(filtersOf([own, ...others], others), row, (filters, one) => {
        const query = queryOf(filters)
        const verdict = matchesQuery(query, one, { currentUser: own })
        const groups = [others[0]!]
        if (verdict !== undefined) {
          decided += 1
          expect(verdict).to.equal(passes(filters, one, { user: own, groups, nowMs }))
        }
        const written = parseQuery(buildQuery(query)).query
        expect(matchesQuery(written, one, { currentUser: own })).to.equal(verdict)
      }),
      { numRuns: 1_000 },
    )
    // Only the user's groups are for the server to tell.
    expect(decided).to.be.greaterThan(700)
  })

  it('finds on an instance just the incidents that a plain reading of the filters does', async () => {
    const user = 'beth.anglin'
    const { client, emulator } = await createWorld({ user, emulator: { incidents: 150 } })
    await client.session.read()
    const groupsOf = `user.user_name=${user}`
    const memberships = await list(
      emulator,
      'sys_user_grmember',
      { sysparm_query: groupsOf, sysparm_exclude_reference_link: 'true' },
      { as: 'admin' },
    )
    const fields = incidentTable.filters.map(({ field }) => field)
    const read = async (query: Query): Promise<readonly Row[]> =>
      (await client.records.list('incident', { query, fields, offset: 0, limit: 1000 })).items
    const all = await read(and())
    const [first] = await list(emulator, 'sys_user', { sysparm_query: `user_name=${user}` }, { as: 'admin' })
    const now = Date.now()
    const facts = { user: first!.sys_id!, groups: memberships.map(({ group }) => group!), nowMs: now }
    const valuesOf = (field: string): readonly string[] => [
      ...new Set(all.map((row) => fieldOf(row, field).value).filter((text) => text !== '')),
    ]
    const people = [...valuesOf('assigned_to'), ...valuesOf('caller_id')].slice(0, 12)
    const idsOf = (rows: readonly Row[]): readonly string[] => rows.map(sysIdOf).sort()
    let found = 0
    await fc.assert(
      fc.asyncProperty(filtersOf(people, valuesOf('assignment_group')), async (filters) => {
        const rows = await read(queryOf(filters, now))
        found += rows.length
        expect(idsOf(rows)).to.deep.equal(idsOf(all.filter((row) => passes(filters, row, facts))))
      }),
      { numRuns: 60 },
    )
    expect(found).to.be.greaterThan(0)
  })
})
