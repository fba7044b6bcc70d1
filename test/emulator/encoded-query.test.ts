import { expect } from 'chai'
import fc from 'fast-check'
import { call, createTestClock, emulatorAt, list } from './call.js'

const clock = createTestClock()
const emulator = emulatorAt(clock, { incidents: 60 })
const all = 60

async function numbers(query: string, as = 'beth.anglin'): Promise<string[]> {
  const rows = await list(emulator, 'incident', { sysparm_query: query, sysparm_fields: 'number' }, { as })
  return rows.map(({ number }) => number!)
}

async function count(query: string): Promise<number> {
  return (await numbers(query)).length
}

describe('encoded queries', () => {
  before(() => {
    const actor = emulator.asUser('admin')
    for (const short_description of ['Alpha^Beta', 'ALPHA gamma', '50% off (today)', 'delta [x].*']) {
      actor.create('incident', { short_description, correlation_id: 'query-test', impact: '2', urgency: '2' })
    }
  })
  const mine = 'correlation_id=query-test'

  for (const [query, expected] of [
    ['short_description=alpha GAMMA', 1],
    ['short_description!=alpha gamma', 3],
    ['short_descriptionLIKEalpha', 2],
    ['short_description*alpha', 2],
    ['short_descriptionNOT LIKEalpha', 2],
    ['short_descriptionNOTLIKEalpha', 2],
    ['short_description!*alpha', 2],
    ['short_descriptionSTARTSWITHalpha', 2],
    ['short_descriptionENDSWITHgamma', 1],
    ['short_description%gamma', 1],
    ['short_descriptionLIKE50% off (', 1],
    ['short_descriptionLIKE[x].*', 1],
    ['priority=3', 4],
    ['priority<=3', 4],
    ['priority<3', 0],
    ['priority>3', 0],
    ['priority>=10', 0],
    ['priorityBETWEEN2@3', 4],
    ['priorityBETWEEN4@5', 0],
    ['priorityIN1,3', 4],
    ['priorityNOT IN1,3', 0],
    ['caller_idISEMPTY', 4],
    ['caller_id=', 4],
    ['caller_idEMPTYSTRING', 4],
    ['caller_idISNOTEMPTY', 0],
    ['caller_id!=', 0],
    ['caller_idANYTHING', 4],
    ['stateSAMEASincident_state', 4],
    ['stateNSAMEASincident_state', 0],
    ['opened_by.user_name=admin', 4],
    ['opened_byLIKEadministrator', 4],
    ['opened_bySTARTSWITHSys', 4],
    ['opened_byENDSWITHsys', 0],
    ['opened_by.nameLIKEadmin', 4],
    ['active=true', 4],
    ['active=1', 4],
    ['knowledge=false', 4],
    ['short_description<b', 2 + 1],
    ['sys_created_on>=javascript:gs.beginningOfToday()', 4],
    ['sys_created_on<javascript:gs.beginningOfToday()', 0],
    ['sys_created_onBETWEENjavascript:gs.daysAgoStart(1)@javascript:gs.nowDateTime()', 4],
    ['sys_created_onONToday@javascript:gs.beginningOfToday()@javascript:gs.endOfToday()', 4],
    ['sys_created_onNOTONToday@javascript:gs.beginningOfToday()@javascript:gs.endOfToday()', 0],
    ['opened_byDYNAMIC90d1921e5f510100a9ad2572f2b477fe', 0],
    ['sys_created_by=javascript:gs.getUserName()', 0],
    ['EQ', 4],
    ['GROUPBYstate', 4],
  ] as const) {
    it(`${query} finds ${expected} of 4`, async () => {
      expect(await count(`${mine}^${query}`)).to.equal(expected)
    })
  }

  it('binds ^OR to the condition before it', async () => {
    const query = `${mine}^short_descriptionSTARTSWITHalpha^ORshort_descriptionSTARTSWITHdelta^priority=3`
    expect(await count(query)).to.equal(3)
  })

  it('joins groups by ^NQ', async () => {
    expect(await count(`${mine}^short_descriptionLIKEgamma^NQ${mine}^short_descriptionLIKEdelta`)).to.equal(2)
    expect(await count(`${mine}^EQ^NQnumber=none^EQ`)).to.equal(4)
  })

  it('takes ^^ for a caret, or for two separators when switched', async () => {
    expect(await count(`${mine}^short_description=Alpha^^Beta`)).to.equal(1)
    emulator.switches['caret-escape'] = 'separator'
    // The value ends at the caret, and "Beta" is a condition that nobody understands.
    expect(await count(`${mine}^short_descriptionSTARTSWITHAlpha^^Beta`)).to.equal(2)
    emulator.switches['caret-escape'] = 'literal'
  })

  it('ends a condition at an unescaped &, and reads what a client did not mean to escape', async () => {
    const found = async (written: string): Promise<number> => {
      const answer = await call(emulator, `/api/now/table/incident?sysparm_query=${mine}^${written}`)
      return (answer.body as { result: unknown[] }).result.length
    }
    expect(await found('short_descriptionLIKEalpha&none')).to.equal(2)
    expect(await found('short_descriptionLIKEalpha%26none')).to.equal(0)
    expect(await found('short_descriptionLIKE50%25 off')).to.equal(1)
    expect(await found('short_descriptionLIKEal%70ha')).to.equal(2)
    expect(await found('short_description%3Dalpha+gamma')).to.equal(1)
  })

  it('sorts by text, number, time, choice and the name that a reference shows', async () => {
    const sorted = async (field: string, descending = false): Promise<string[]> => {
      const rows = await list(emulator, 'incident', {
        sysparm_query: `ORDERBY${descending ? 'DESC' : ''}${field}`,
        sysparm_fields: field,
        sysparm_display_value: field.endsWith('_id') ? 'true' : 'false',
        sysparm_exclude_reference_link: 'true',
      })
      return rows.map((row) => row[field]!)
    }
    for (const field of ['short_description', 'caller_id']) {
      const values = (await sorted(field)).map((value) => value.toLowerCase())
      expect(values, field).to.deep.equal([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    }
    for (const field of ['opened_at', 'number', 'sys_id']) {
      const values = await sorted(field, true)
      expect(values, field).to.deep.equal([...values].sort().reverse())
    }
    const priorities = (await sorted('priority')).map(Number)
    expect(priorities).to.deep.equal([...priorities].sort((a, b) => a - b))
  })

  it('sorts by several columns', async () => {
    const rows = await list(emulator, 'incident', {
      sysparm_query: 'ORDERBYpriority^ORDERBYDESCnumber^ORDERBYbogus',
    })
    const keys = rows.map(({ priority, number }) => `${priority}${String(9e7 - Number(number!.slice(3)))}`)
    expect(keys).to.deep.equal([...keys].sort())
  })

  it('pages by key set without losing or doubling a row, in both forms', async () => {
    const first = (await numbers('ORDERBYsys_updated_on^ORDERBYsys_id')).length
    for (const next of [
      (at: string, id: string) => `sys_updated_on>=${at}^sys_updated_on>${at}^ORsys_id>${id}`,
      (at: string, id: string) => `sys_updated_on>${at}^NQsys_updated_on=${at}^sys_id>${id}`,
    ]) {
      const seen = new Set<string>()
      let query = ''
      for (;;) {
        const rows = await list(emulator, 'incident', {
          sysparm_query: `${query}^ORDERBYsys_updated_on^ORDERBYsys_id`,
          sysparm_limit: '7',
          sysparm_no_count: 'true',
        })
        for (const { sys_id } of rows) seen.add(sys_id!)
        const last = rows.at(-1)
        if (last === undefined) break
        query = next(last.sys_updated_on!, last.sys_id!)
      }
      expect(seen.size).to.equal(first)
    }
  })

  it('finds words at the start of words, all of them, in text columns', async () => {
    expect(await count('123TEXTQUERY321=alph')).to.equal(2)
    expect(await count('123TEXTQUERY321=lpha')).to.equal(0)
    expect(await count('123TEXTQUERY321=alpha gamma')).to.equal(1)
    expect(await count('123TEXTQUERY321=')).to.equal(0)
    expect(await count('123TEXTQUERY321LIKEalpha')).to.equal(all + 4)
  })

  describe('what it does not understand', () => {
    const strange = [
      'bogus=1',
      'short_description',
      'caller_id.bogus=1',
      'number.x=1',
      'priority>high',
      'stateVALCHANGES',
      'numberINSTANCEOFtask',
      'stateISEMPTYx',
      'stateBETWEEN1',
      'stateBETWEEN1@javascript:evil()',
      'stateSAMEASbogus',
      'opened_byDYNAMICother',
      'opened_atNOTONToday',
      'number=javascript:new GlideRecord("x").deleteMultiple()',
      'number=javascript:gs.getProperty(1)',
      '😀=1',
      '=',
    ]
    for (const query of strange) {
      it(`is dropped: ${query}`, async () => {
        expect(await count(query)).to.equal(all + 4)
        expect(await count(`${mine}^${query}`)).to.equal(4)
      })
    }

    it('leaves the other alternatives', async () => {
      expect(await count('bogus=1^ORcorrelation_id=query-test')).to.equal(4)
      expect(await count('^ORcorrelation_id=query-test')).to.equal(4)
    })

    it('matches nothing when switched so', async () => {
      emulator.switches['invalid-query'] = 'no-rows'
      expect(await count(`${mine}^bogus=1`)).to.equal(0)
      expect(await count(mine)).to.equal(4)
      emulator.switches['invalid-query'] = 'drop'
    })
  })

  it('evaluates the functions of time', async () => {
    const counts = async (script: string): Promise<number> =>
      count(`${mine}^sys_created_on>=javascript:${script}`)
    for (const past of [
      'gs.minutesAgo(5)',
      'gs.hoursAgoStart(1)',
      'gs.daysAgo(1)',
      'gs.daysAgoEnd(1)',
      'gs.monthsAgo(1)',
      'gs.monthsAgoStart(0)',
      'gs.monthsAgoEnd(1)',
      'gs.quartersAgo(1)',
      'gs.now()',
      'gs.beginningOfYesterday()',
      'gs.endOfYesterday()',
      'gs.beginningOfThisWeek()',
      'gs.beginningOfLastWeek()',
      'gs.beginningOfThisMonth()',
      'gs.endOfLastMonth()',
      'gs.beginningOfThisYear()',
      "gs.dateGenerate('2026-01-01','00:00:00')",
      "gs.dateGenerate('2026-01-01','start')",
    ]) {
      expect(await counts(past), past).to.equal(4)
    }
    for (const future of [
      'gs.daysAgoEnd(0)',
      'gs.endOfToday()',
      'gs.beginningOfTomorrow()',
      'gs.endOfThisWeek()',
      'gs.beginningOfNextMonth()',
      "gs.dateGenerate('2026-12-01','end')",
    ]) {
      expect(await counts(future), future).to.equal(0)
    }
  })

  it('never fails, whatever the query', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '^',
        '^OR',
        '^NQ',
        '^EQ',
        'ORDERBY',
        'ORDERBYDESC',
        'state',
        'number',
        '=',
        'LIKE',
        'IN',
        '@',
        'javascript:',
        '123TEXTQUERY321=',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const parameters = new URLSearchParams({ sysparm_query: pieces.join(''), sysparm_limit: '3' })
        const answer = await call(emulator, `/api/now/table/incident?${parameters}`)
        expect(answer.status).to.equal(200)
      }),
      { numRuns: 300 },
    )
  })
})
