import { expect } from 'chai'
import { toIsoDate, toWireDate } from '../../src/protocol/dates.js'
import { parseAttachment } from '../../src/protocol/parse-attachment.js'
import { parseIncident } from '../../src/protocol/parse-incident.js'
import { parseRecord } from '../../src/protocol/parse-record.js'
import { parsePageEnd } from '../../src/protocol/parse-page.js'
import { parseRequestItem } from '../../src/protocol/parse-request-item.js'
import { parseRow, parseRows } from '../../src/protocol/parse-table.js'
import { priorityOf } from '../../src/protocol/priority.js'
import { ascending, equals } from '../../src/protocol/query-builders.js'
import { tableParameters, tablePath } from '../../src/protocol/table-request.js'
import { thrownBy } from './codes.js'

const sysId = '9e528db1474321009db4b5b08b9a71a6'
const both = (value: string, label: string | null = value) => ({ value, display_value: label })

describe('parseRows', () => {
  it('keeps value and label, and reads null as empty', () => {
    const [row] = parseRows({
      result: [
        {
          state: both('2', 'In Progress'),
          category: both('', null),
          plain: 'x',
          n: 3,
          on: true,
          nothing: null,
        },
      ],
    })
    expect(row).to.deep.equal({
      state: { value: '2', label: 'In Progress' },
      category: { value: '', label: '' },
      plain: { value: 'x', label: 'x' },
      n: { value: '3', label: '3' },
      on: { value: 'true', label: 'true' },
      nothing: { value: '', label: '' },
    })
  })
  it('cannot be made to change the prototype of anything', () => {
    const [row] = parseRows(
      JSON.parse('{"result":[{"__proto__":{"value":"x","polluted":"yes"},"constructor":"c"}]}'),
    )
    expect(Object.getPrototypeOf(row)).to.equal(Object.prototype)
    expect(Object.keys(row!)).to.deep.equal(['constructor'])
    expect('polluted' in row!).to.equal(false)
    expect('polluted' in {}).to.equal(false)
  })
  const refused: readonly (readonly [unknown, string])[] = [
    [undefined, 'SNOW_BAD_RESPONSE'],
    [[], 'SNOW_BAD_RESPONSE'],
    [{}, 'SNOW_BAD_RESPONSE'],
    [{ result: {} }, 'SNOW_BAD_RESPONSE'],
    [{ result: ['x'] }, 'SNOW_BAD_RESPONSE'],
    [{ result: [], error: { message: 'odd' } }, 'SNOW_BAD_RESPONSE'],
    [
      { result: [{}], error: { message: 'Transaction cancelled: maximum execution time exceeded' } },
      'SNOW_TRANSACTION_CANCELLED',
    ],
    [{ error: { message: 'Transaction cancelled' } }, 'SNOW_TRANSACTION_CANCELLED'],
  ]
  for (const [body, code] of refused) {
    it(`refuses ${JSON.stringify(body)}`, () => expect(thrownBy(() => parseRows(body)).code).to.equal(code))
  }
  it('gives one record by parseRow', () => {
    expect(parseRow({ result: { a: 'b' } })).to.deep.equal({ a: { value: 'b', label: 'b' } })
    expect(thrownBy(() => parseRow({ result: [] })).code).to.equal('SNOW_BAD_RESPONSE')
  })
})

describe('parseIncident', () => {
  it("reads wire names into JavaScript's", () => {
    const incident = parseIncident(
      parseRow({
        result: {
          sys_id: both(sysId),
          number: both('INC0000017'),
          state: both('2', 'In Progress'),
          caller_id: both('681ccaf9c0a8016400b98a06818d57c7', 'Joe Employee'),
          opened_at: both('2022-11-04 22:29:20', '2022-11-04 15:29:20'),
          active: both('true'),
          sys_mod_count: both('1204', '1,204'),
        },
      }),
    )
    expect(incident.number).to.equal('INC0000017')
    expect(incident.state).to.deep.equal({ value: '2', label: 'In Progress' })
    expect(incident.caller.label).to.equal('Joe Employee')
    expect(incident.openedAt).to.equal('2022-11-04T22:29:20Z')
    expect(incident.resolvedAt).to.equal('')
    expect(incident.active).to.equal(true)
    expect(incident.modCount).to.equal(1204)
    expect(incident.closeCode).to.deep.equal({ value: '', label: '' })
  })
  it('is a record of its table with every column that was read, also those that have no name of their own', () => {
    const row = parseRow({ result: { sys_id: both(sysId), u_vendor: both('acme', 'Acme') } })
    const { table, fields } = parseIncident(row)
    expect([table, fields]).to.deep.equal(['incident', row])
  })
  it('refuses a record without a sys_id', () => {
    for (const id of ['', 'x', '../../sys_user']) {
      expect(thrownBy(() => parseIncident(parseRow({ result: { sys_id: id } }))).code).to.equal(
        'SNOW_BAD_RESPONSE',
      )
    }
  })
})

describe('parseAttachment', () => {
  it('reads a row of the Attachment API', () => {
    const row = parseRow({
      result: {
        sys_id: sysId,
        table_name: 'incident',
        table_sys_id: sysId,
        file_name: 'a.png',
        content_type: 'image/png',
        size_bytes: '462',
        hash: 'AB'.repeat(32),
        state: 'pending',
        sys_created_on: '2009-05-21 04:12:21',
        sys_created_by: 'beth.anglin',
      },
    })
    expect(parseAttachment(row)).to.deep.equal({
      sysId,
      tableName: 'incident',
      recordSysId: sysId,
      fileName: 'a.png',
      contentType: 'image/png',
      sizeBytes: 462,
      hash: 'ab'.repeat(32),
      state: 'pending',
      createdAt: '2009-05-21T04:12:21Z',
      createdBy: 'beth.anglin',
    })
  })
  it('does without hash and state, which older instances do not tell', () => {
    const attachment = parseAttachment(parseRow({ result: { sys_id: sysId, size_bytes: 'many' } }))
    expect(attachment).to.include({ hash: '', state: 'available', sizeBytes: 0, createdAt: '' })
  })
})

describe('parseRequestItem', () => {
  it('shows the labels of request and item', () => {
    const item = parseRequestItem(
      parseRow({
        result: {
          sys_id: sysId,
          number: 'RITM0010001',
          request: both(sysId, 'REQ0010001'),
          cat_item: both(sysId, 'Laptop'),
        },
      }),
    )
    expect(item).to.include({ number: 'RITM0010001', requestNumber: 'REQ0010001', item: 'Laptop' })
  })
})

describe('dates', () => {
  it('reads stored dates as UTC', () => {
    expect(toIsoDate('2026-11-04 22:29:20')).to.equal('2026-11-04T22:29:20Z')
    expect(toIsoDate('2026-11-04')).to.equal('2026-11-04T00:00:00Z')
  })
  it('gives nothing for what is no date', () => {
    for (const text of ['', 'UNKNOWN', '04.11.2026', '2026-13-99 99:00:00'])
      expect(toIsoDate(text)).to.equal('')
  })
  it('writes dates as they are stored', () => {
    expect(toWireDate(Date.UTC(2026, 10, 4, 22, 29, 20, 999))).to.equal('2026-11-04 22:29:20')
  })
})

describe('priorityOf', () => {
  const matrix = {
    '11': '1',
    '12': '2',
    '13': '3',
    '21': '2',
    '22': '3',
    '23': '4',
    '31': '3',
    '32': '4',
    '33': '5',
  }
  for (const [[impact, urgency], priority] of Object.entries(matrix)) {
    it(`gives ${priority} for impact ${impact}, urgency ${urgency}`, () =>
      expect(priorityOf(impact as '1', urgency as '1')).to.equal(priority))
  }
})

describe('tableParameters', () => {
  it('always asks for values with labels and for the columns of the query', () => {
    const parameters = tableParameters({
      fields: ['number'],
      query: equals('active', 'true'),
      sort: [ascending('number')],
      offset: 40,
      limit: 20,
    })
    expect(Object.fromEntries(parameters)).to.deep.equal({
      sysparm_display_value: 'all',
      sysparm_exclude_reference_link: 'true',
      sysparm_fields: 'sys_id,number,active',
      sysparm_query: 'active=true^ORDERBYnumber',
      sysparm_limit: '20',
      sysparm_offset: '40',
    })
  })
  it('refuses a column that is no name', () => {
    expect(thrownBy(() => tableParameters({ fields: ['a,b&sysparm_query='] })).code).to.equal(
      'SNOW_QUERY_INVALID',
    )
  })
  it('keeps table and sys_id inside their path segments', () => {
    expect(tablePath('incident', '../x?y')).to.equal('/api/now/table/incident/..%2Fx%3Fy')
  })
})

describe('parsePageEnd', () => {
  const next = '<https://x/api?sysparm_offset=0>;rel="first",<https://x/api?sysparm_offset=20>;rel="next"'
  const cases: readonly (readonly [string, Record<string, string>, number, boolean])[] = [
    ['a short page with a count', { 'X-Total-Count': '100' }, 3, true],
    ['an empty page with a count', { 'X-Total-Count': '100' }, 0, true],
    ['the last page', { 'X-Total-Count': '20' }, 20, false],
    ['a short page with a next link', { Link: next }, 3, true],
    ['a full page without a next link', { Link: next.replace('next', 'prev') }, 20, false],
    ['a short page without headers', {}, 3, true],
    ['an empty page without headers', {}, 0, false],
    ['a count that is none', { 'X-Total-Count': 'many' }, 0, false],
  ]
  for (const [what, headers, rows, more] of cases) {
    it(`reads ${what} as ${more ? 'more to come' : 'the end'}`, () => {
      expect(parsePageEnd(new Headers(headers), 0, 20, rows)).to.include({ more, nextOffset: 20 })
    })
  }
})

describe('parseRecord', () => {
  it('reads a record of a table that has no numbers', () => {
    const row = parseRow({ result: { sys_id: both(sysId), name: both('mail-01'), sys_mod_count: both('3') } })
    expect(parseRecord('cmdb_ci', row)).to.deep.equal({
      table: 'cmdb_ci',
      sysId,
      number: '',
      updatedAt: '',
      modCount: 3,
      fields: row,
    })
  })
})
