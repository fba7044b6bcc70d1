import { expect } from 'chai'
import fc from 'fast-check'
import { buildQuery } from '../../src/protocol/build-query.js'
import { and, equals } from '../../src/protocol/query-builders.js'
import {
  maximumSearchLength,
  readSearch,
  toSearchQuery,
  toSearchText,
} from '../../src/protocol/search-query.js'

const sysId = '9e528db1474321009db4b5b08b9a71a6'

describe('toSearchQuery', () => {
  for (const link of [
    `https://dev1.service-now.com/incident.do?sys_id=${sysId}&sysparm_view=x`,
    `https://dev1.service-now.com/nav_to.do?uri=incident.do%3Fsys_id%3D${sysId}`,
    `https://dev1.service-now.com/now/nav/ui/classic/params/target/incident.do%253Fsys_id%253D${sysId.toUpperCase()}`,
    `https://dev1.service-now.com/now/workspace/agent/record/incident/${sysId}`,
    `  ${sysId} `,
  ]) {
    it(`finds the record of ${link.trim().slice(0, 70)}`, () =>
      expect(toSearchQuery(link)).to.deep.equal(equals('sys_id', sysId)))
  }
  it('finds a number in any letter case', () => {
    expect(toSearchQuery(' inc0012345 ')).to.deep.equal(equals('number', 'INC0012345'))
  })
  it('adds the zeros that an incomplete number lacks, and searches for it all the same', () => {
    expect(buildQuery(toSearchQuery('inc12345'))).to.equal(
      'number=INC0012345^ORnumberLIKEinc12345^ORshort_descriptionLIKEinc12345^ORdescriptionLIKEinc12345',
    )
  })
  it('searches for other text in number, short description and description', () => {
    expect(buildQuery(toSearchQuery('vpn "broken" 🙂'))).to.equal(
      'numberLIKEvpn "broken" 🙂^ORshort_descriptionLIKEvpn "broken" 🙂^ORdescriptionLIKEvpn "broken" 🙂',
    )
  })
  it('takes a link without a record for text', () => {
    expect(toSearchQuery('https://x.example/a').kind).to.equal('or')
  })
  it('matches everything when nothing is left', () => {
    for (const text of ['', '  ', '^^', 'javascript:']) expect(toSearchQuery(text)).to.deep.equal(and())
  })
})

describe('toSearchText', () => {
  it('reads carets and javascript: as spaces, wherever they stand', () => {
    expect(toSearchText('error in javaSCRIPT :void(0) ^ link')).to.equal('error in void(0) link')
    expect(toSearchText('javajavascript:script:x')).to.equal('java script:x')
    expect(toSearchText('javascript: JAVASCRIPT:alert(1)^NQactive=true')).to.equal('alert(1) NQactive=true')
  })
  it('leaves no javascript: that the removal of something else makes up', () => {
    for (const typed of [
      'javascript^:x',
      'javascript\u0000:x',
      'javascriptjavascript::x',
      'JavaScript ^ : :x',
    ])
      expect(toSearchText(typed), typed).to.equal('x')
    const pieces = fc.constantFrom(
      'javascript',
      'JAVA',
      'script',
      ':',
      '^',
      ' ',
      '\n',
      '\u0007',
      '\u00a0',
      'x',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        expect(toSearchText(parts.join(''))).to.not.match(/javascript\s*:/i)
      }),
      { numRuns: 2_000 },
    )
  })
  it('cuts without leaving half an emoji', () => {
    const text = toSearchText(`x${'🙂'.repeat(5000)}`)
    expect(text.length).to.equal(maximumSearchLength - 1)
    expect(text.endsWith('🙂')).to.equal(true)
  })
})

describe('readSearch', () => {
  const problems = {
    name: 'problem',
    numberPrefixes: ['PRB'],
    searchFields: ['number', 'short_description'],
  }

  it('says which table a number or link of another one belongs to', () => {
    const number = readSearch('prb0040001')
    expect([number.kind, number.otherTable]).to.deep.equal(['number', 'problem'])
    expect(buildQuery(number.query)).to.contain('short_descriptionLIKEprb0040001')
    expect(readSearch('prb0040001', problems)).to.not.have.property('otherTable')
    for (const link of [
      `https://dev1.service-now.com/problem.do?sys_id=${sysId}`,
      `https://dev1.service-now.com/nav_to.do?uri=%2Fproblem.do%3Fsysparm_view%3Dx%26sys_id%3D${sysId}`,
      `https://dev1.service-now.com/now/workspace/agent/record/problem/${sysId}`,
    ]) {
      const { kind, otherTable, host, query } = readSearch(link)
      expect([kind, otherTable, host], link).to.deep.equal(['record', 'problem', 'dev1.service-now.com'])
      expect(query).to.deep.equal(equals('sys_id', sysId))
      expect(readSearch(link, problems), link).to.not.have.property('otherTable')
    }
  })

  it('takes a prefix that nobody knows for one of the table, where the table has numbers', () => {
    expect(readSearch('im0012345').query).to.deep.equal(equals('number', 'IM0012345'))
    const servers = { name: 'cmdb_ci', numberPrefixes: [], searchFields: ['name'] }
    expect(buildQuery(toSearchQuery('srv0012345', servers))).to.equal('nameLIKEsrv0012345')
  })

  it('says when it was cut, and when marks were read as spaces', () => {
    const said = (typed: string) => {
      const { cut, cleaned } = readSearch(typed)
      return { cut, cleaned }
    }
    expect(said('vpn   drops ')).to.deep.equal({ cut: false, cleaned: false })
    expect(said('a^b')).to.deep.equal({ cut: false, cleaned: true })
    expect(said('a\u0007b')).to.deep.equal({ cut: false, cleaned: true })
    expect(said('javascript:alert(1)')).to.deep.equal({ cut: false, cleaned: true })
    expect(said('x'.repeat(10_000))).to.deep.equal({ cut: true, cleaned: false })
    expect(said('🙂'.repeat(5_000))).to.deep.equal({ cut: true, cleaned: false })
    expect(said('x'.repeat(maximumSearchLength))).to.deep.equal({ cut: false, cleaned: false })
  })

  it('reads any text into a query that can be sent', () => {
    const nasty = fc.constantFrom(
      '^NQ',
      '^OR',
      'javascript:',
      '\u0000',
      '\ud83d',
      '%',
      ',',
      'INC',
      '42',
      ' ',
      '\u202e',
    )
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.oneof(nasty, fc.string({ maxLength: 8 })), { maxLength: 16 })
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const { query, cut } = readSearch(text)
        buildQuery(query)
        expect(cut && text.length <= maximumSearchLength).to.equal(false)
      }),
      { numRuns: 300 },
    )
  })
})
