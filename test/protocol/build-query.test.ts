import { expect } from 'chai'
import { buildQuery } from '../../src/protocol/build-query.js'
import {
  and,
  ascending,
  contains,
  currentGroups,
  currentUser,
  descending,
  endsWith,
  equals,
  greaterOrEqual,
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
import { thrownBy } from './codes.js'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((field) => equals(field, '1')) as [Query, Query, Query, Query]

describe('buildQuery', () => {
  const written: readonly (readonly [Query, string])[] = [
    [equals('state', '1'), 'state=1'],
    [notEquals('state', '1'), 'state!=1'],
    [equals('assignment_group', currentGroups), 'assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744'],
    [contains('short_description', 'vpn client'), 'short_descriptionLIKEvpn client'],
    [notContains('description', 'x'), 'descriptionNOT LIKEx'],
    [startsWith('number', 'INC'), 'numberSTARTSWITHINC'],
    [endsWith('number', '7'), 'numberENDSWITH7'],
    [lessThan('priority', '3'), 'priority<3'],
    [lessOrEqual('priority', '3'), 'priority<=3'],
    [greaterThan('sys_updated_on', '2026-11-04 22:29:20'), 'sys_updated_on>2026-11-04 22:29:20'],
    [greaterOrEqual('valid_to', now), 'valid_to>=javascript:gs.nowDateTime()'],
    [oneOf('state', ['1', '2']), 'stateIN1,2'],
    [noneOf('state', ['6', '7']), 'stateNOT IN6,7'],
    [isEmpty('assigned_to'), 'assigned_toISEMPTY'],
    [isNotEmpty('assigned_to'), 'assigned_toISNOTEMPTY'],
    [equals('caller_id', currentUser), 'caller_id=javascript:gs.getUserID()'],
    [equals('caller_id.department.name', 'IT'), 'caller_id.department.name=IT'],
    [textSearch('wifi slow'), '123TEXTQUERY321=wifi slow'],
    [equals('assigned_to', ''), 'assigned_toISEMPTY'],
    [notEquals('assigned_to', ''), 'assigned_toISNOTEMPTY'],
    [and(), ''],
    [and(a, b), 'a=1^b=1'],
    [or(a, b), 'a=1^ORb=1'],
    [and(a, or(b, c), d), 'a=1^b=1^ORc=1^d=1'],
    [or(and(a, b), c), 'c=1^NQa=1^b=1'],
    [or(and(a, b), and(c, d)), 'a=1^b=1^NQc=1^d=1'],
    [and(a, or(and(b, c), d)), 'a=1^d=1^NQa=1^b=1^c=1'],
    [and(textSearch('wifi'), or(a, b)), '123TEXTQUERY321=wifi^a=1^ORb=1'],
    [or(a, and()), ''],
    [contains('short_description', 'quotes " \' and 🙂'), 'short_descriptionLIKEquotes " \' and 🙂'],
  ]
  for (const [query, text] of written) {
    it(`writes ${text === '' ? 'nothing for everything' : text}`, () =>
      expect(buildQuery(query)).to.equal(text))
  }

  it('appends the ordering once, behind all alternatives', () => {
    const sort = [descending('opened_at'), ascending('sys_id')]
    expect(buildQuery(or(and(a, b), and(c, d)), sort)).to.match(
      /\^NQc=1\^d=1\^ORDERBYDESCopened_at\^ORDERBYsys_id$/,
    )
    expect(buildQuery(and(), sort)).to.equal('ORDERBYDESCopened_at^ORDERBYsys_id')
  })

  const refused: readonly (readonly [string, Query])[] = [
    ['a caret', contains('short_description', 'a^ORpriority=1')],
    ['a script', equals('caller_id', 'javascript:gs.sleep(1)')],
    ['a script behind spaces and in other case', equals('caller_id', ' JavaScript:x')],
    ['a line break', contains('description', 'a\nb')],
    ['half an emoji', contains('description', '\ud83d')],
    ['2,001 characters', contains('description', 'x'.repeat(2001))],
    ['a text that fills the URL', contains('description', '漢'.repeat(2000))],
    ['a comma in a list', oneOf('state', ['1,2'])],
    ['an empty value in a list', oneOf('state', ['1', ''])],
    ['an empty list', oneOf('state', [])],
    ['a list that reads as another operator', oneOf('sys_class_name', ['STANCEOFtask'])],
    ['an empty text', contains('description', '')],
    ['a value that changes its operator', lessThan('priority', '=9')],
    ['an operator in a column name', equals('active=true^NQstate', '1')],
    ['a caret in an ordering', equals('sTATE', '1')],
    ['a text search in an alternative', or(textSearch('wifi'), a)],
    ['a text search repeated by distribution', and(textSearch('wifi'), or(and(a, b), and(c, d)))],
    ['two text searches', and(textSearch('wifi'), textSearch('lan'))],
    ['a text search of nothing', textSearch('  ')],
    ['an empty alternative', { kind: 'or', of: [] }],
    ['alternatives that multiply', and(...Array.from({ length: 12 }, () => or(and(a, b), and(c, d))))],
    ['hundreds of alternatives', or(a, ...Array.from({ length: 200 }, () => and(a, b)))],
  ]
  for (const [what, query] of refused) {
    it(`refuses ${what}`, () => expect(thrownBy(() => buildQuery(query)).code).to.equal('SNOW_QUERY_INVALID'))
  }

  it('says in the refusal what to change', () => {
    expect(thrownBy(() => buildQuery(contains('short_description', 'a^b'))).message).to.match(
      /"short_description".*"\^".*remove/,
    )
  })

  it('refuses an ordering that is no column name', () => {
    expect(thrownBy(() => buildQuery(a, [descending('x^NQ')])).code).to.equal('SNOW_QUERY_INVALID')
  })
})
