import { expect } from 'chai'
import { parseQuery } from '../../src/protocol/parse-query.js'
import {
  and,
  currentGroups,
  currentUser,
  contains,
  equals,
  isEmpty,
  isNotEmpty,
  noneOf,
  or,
  textSearch,
} from '../../src/protocol/query-builders.js'
import { thrownBy } from './codes.js'

describe('parseQuery', () => {
  it('binds ^OR to the condition before it', () => {
    expect(parseQuery('a=1^b=2^ORb=3^c=4').query).to.deep.equal(
      and(equals('a', '1'), or(equals('b', '2'), equals('b', '3')), equals('c', '4')),
    )
  })
  it('splits by ^NQ and reads the ordering', () => {
    expect(parseQuery('a=1^NQb=2^ORDERBYDESCopened_at^ORDERBYnumber')).to.deep.equal({
      query: or(equals('a', '1'), equals('b', '2')),
      sort: [
        { field: 'opened_at', descending: true },
        { field: 'number', descending: false },
      ],
    })
  })
  it('reads the groups of the user, and no other dynamic value', () => {
    const text = 'assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744'
    expect(parseQuery(text).query).to.deep.equal(equals('assignment_group', currentGroups))
    const other = thrownBy(() => parseQuery('assigned_toDYNAMIC90d1921e5f510100a9ad2572f2b477fe'))
    expect(other.code).to.equal('SNOW_QUERY_INVALID')
  })
  it('reads nothing as everything', () => {
    expect(parseQuery('')).to.deep.equal({ query: and(), sort: [] })
    expect(parseQuery('ORDERBYnumber').query).to.deep.equal(and())
  })
  it('reads what ServiceNow itself copies', () => {
    expect(parseQuery('active=true^assigned_to=^EQ').query).to.deep.equal(
      and(equals('active', 'true'), isEmpty('assigned_to')),
    )
    expect(parseQuery('assigned_to!=^EQ^ORDERBYnumber').query).to.deep.equal(isNotEmpty('assigned_to'))
  })
  it('reads values, lists, servers and searches', () => {
    expect(parseQuery('caller_id=javascript:gs.getUserID()').query).to.deep.equal(
      equals('caller_id', currentUser),
    )
    expect(parseQuery('stateNOT IN6,7').query).to.deep.equal(noneOf('state', ['6', '7']))
    expect(parseQuery('123TEXTQUERY321=a b').query).to.deep.equal(textSearch('a b'))
    expect(parseQuery('short_descriptionLIKE=<IN>').query).to.deep.equal(
      contains('short_description', '=<IN>'),
    )
  })

  const refused: readonly (readonly [string, number])[] = [
    ['a=1^', 5],
    ['^a=1', 1],
    ['a=1^^b=1', 5],
    ['a=1^Bogus=2', 5],
    ['a~1', 2],
    ['aISEMPTYx', 9],
    ['aINSTANCEOFtask', 2],
    ['aIN1,,2', 4],
    ['a<', 3],
    ['a=javascript:gs.sleep()', 3],
    ['aINjavascript:x', 4],
    ['a=1^EQ^b=2', 8],
    ['a=1^ORDERBYb^c=1', 14],
    ['a=1^ORDERBYb^NQc=1', 14],
    ['ORDERBY', 1],
    ['ORa=1', 1],
    ['NQa=1', 1],
    ['EQ', 1],
    ['a..b=1', 1],
    ['123TEXTQUERY321=', 1],
    ['a=x\ny', 3],
  ]
  for (const [text, position] of refused) {
    it(`refuses ${JSON.stringify(text)} at character ${position}`, () => {
      const error = thrownBy(() => parseQuery(text))
      expect(error.code).to.equal('SNOW_QUERY_INVALID')
      expect(error.message).to.match(new RegExp(`character ${position}$`))
    })
  }
})
