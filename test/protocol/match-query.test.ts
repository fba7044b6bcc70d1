import { expect } from 'chai'
import type { Row } from '../../src/protocol/field-value.js'
import { matchesQuery, queryFields } from '../../src/protocol/match-query.js'
import {
  and,
  contains,
  currentUser,
  endsWith,
  equals,
  greaterThan,
  isEmpty,
  isNotEmpty,
  lessOrEqual,
  lessThan,
  noneOf,
  notContains,
  notEquals,
  now,
  oneOf,
  or,
  startsWith,
  textSearch,
} from '../../src/protocol/query-builders.js'
import type { Query } from '../../src/protocol/query.js'

const me = '681ccaf9c0a8016400b98a06818d57c7'
const row: Row = {
  number: { value: 'INC0000017', label: 'INC0000017' },
  state: { value: '2', label: 'In Progress' },
  active: { value: 'true', label: 'true' },
  count: { value: '0', label: '0' },
  caller_id: { value: me, label: 'Joe Employee' },
  short_description: { value: 'VPN für Zürich', label: 'VPN für Zürich' },
  category: { value: '', label: '' },
  comments: { value: '', label: '2026-11-04 15:29:20 - Joe (Additional comments)\nHi' },
  sys_updated_on: { value: '2026-11-04 22:29:20', label: '2026-11-04 15:29:20' },
}
const verdict = (query: Query): boolean | undefined => matchesQuery(query, row, { currentUser: me })

describe('matchesQuery', () => {
  const cases: readonly (readonly [string, Query, boolean | undefined])[] = [
    ['equal in other case', equals('number', 'inc0000017'), true],
    ['another value', equals('number', 'INC0000018'), false],
    ['a number written otherwise', equals('state', '2.0'), true],
    ['a boolean written otherwise', equals('active', '1'), true],
    ['a label where a value is asked for', equals('caller_id', 'joe employee'), undefined],
    ['empty', equals('category', ''), true],
    ['a value against an empty column', equals('category', 'network'), false],
    ['not equal', notEquals('state', '6'), true],
    ['not not equal', notEquals('state', '2'), false],
    ['whether an empty column differs', notEquals('category', 'network'), undefined],
    ['the current user', equals('caller_id', currentUser), true],
    ['the time of the server', lessThan('sys_updated_on', now), undefined],
    ['text in any case', contains('short_description', 'vpn'), true],
    ['text without its accents', contains('short_description', 'zurich'), true],
    ['text that is missing beyond ASCII', contains('short_description', 'straße'), undefined],
    ['text that is missing', contains('number', 'CHG'), false],
    ['text in the label of a reference', contains('caller_id', 'employee'), true],
    ['a wildcard', contains('number', 'INC%9'), undefined],
    ['missing text', notContains('number', 'CHG'), true],
    ['a beginning', startsWith('number', 'INC'), true],
    ['another beginning', startsWith('number', '17'), false],
    ['an end', endsWith('number', '17'), true],
    ['less', lessThan('state', '10'), true],
    ['not less', lessThan('state', '2'), false],
    ['less or equal', lessOrEqual('state', '2'), true],
    ['a later date', greaterThan('sys_updated_on', '2026-11-04 22:29:19'), true],
    ['an earlier date', greaterThan('sys_updated_on', '2026-11-04 22:29:20'), false],
    ['a day without a time', greaterThan('sys_updated_on', '2026-11-04'), undefined],
    ['a date of another form', equals('sys_updated_on', '2026-11-04'), undefined],
    ['a later sys_id', greaterThan('caller_id', '0'.repeat(32)), true],
    ['the order of texts', lessThan('number', 'INC2'), undefined],
    ['one of', oneOf('state', ['1', '2']), true],
    ['none of those', oneOf('state', ['6', '7']), false],
    ['none of', noneOf('state', ['6', '7']), true],
    ['not none of', noneOf('state', ['2']), false],
    ['is empty', isEmpty('category'), true],
    ['is not empty', isNotEmpty('number'), true],
    ['not empty', isEmpty('number'), false],
    ['a journal', isEmpty('comments'), undefined],
    ['a zero', isEmpty('count'), undefined],
    ['a column that is not there', equals('urgency', '1'), undefined],
    ['a name of Object', equals('constructor', '1'), undefined],
    ['full text', textSearch('vpn'), undefined],
    ['and with one that fails', and(textSearch('vpn'), equals('state', '7')), false],
    ['and with one unknown', and(textSearch('vpn'), equals('state', '2')), undefined],
    ['or with one that holds', or(equals('urgency', '1'), equals('state', '2')), true],
    ['or with one unknown', or(equals('urgency', '1'), equals('state', '7')), undefined],
    ['everything', and(), true],
  ]
  for (const [what, query, expected] of cases) {
    it(`decides ${what}: ${expected}`, () => expect(verdict(query)).to.equal(expected))
  }
  it('cannot tell the current user before the session was read', () => {
    expect(matchesQuery(equals('caller_id', currentUser), row, { currentUser: undefined })).to.equal(
      undefined,
    )
  })
})

describe('queryFields', () => {
  it('names every column that is read', () => {
    expect(
      queryFields(and(equals('a', '1'), or(isEmpty('b'), oneOf('c', ['1'])), textSearch('x'))),
    ).to.deep.equal(['a', 'b', 'c'])
  })
})
