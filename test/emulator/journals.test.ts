import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProfile } from './as-admin.js'
import { call, createTestClock, emulatorAt, list, resultOf, type TestClock } from './call.js'

const header = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - (.+) \((Work notes|Additional comments)\)$/gm

describe('journals', () => {
  let clock: TestClock
  let emulator: Emulator
  let sysId: string
  beforeEach(() => {
    clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 5 })
    sysId = emulator.asUser('abel.tuter').create('incident', { caller_id: 'abel.tuter' }).sys_id!
  })

  const patch = async (json: unknown, { as = 'david.loo', mode = 'false' } = {}) =>
    resultOf(
      await call(emulator, `/api/now/table/incident/${sysId}?sysparm_display_value=${mode}`, {
        method: 'PATCH',
        json,
        as,
      }),
    )
  const text = async (element: string, as = 'david.loo') => {
    const path = `/api/now/table/incident/${sysId}?sysparm_display_value=true&sysparm_fields=${element}`
    return resultOf(await call(emulator, path, { as }))[element]!
  }
  const entries = (element: string) =>
    list(
      emulator,
      'sys_journal_field',
      { sysparm_query: `element_id=${sysId}^element=${element}^ORDERBYDESCsys_created_on` },
      { as: 'admin' },
    )

  it('append an entry with every write, and answer it as empty or as text', async () => {
    expect(await patch({ work_notes: 'one' })).to.include({ work_notes: '', comments: '' })
    clock.advance(1000)
    const shown = await patch({ work_notes: 'two' }, { mode: 'true' })
    expect(shown.work_notes).to.equal(
      '2026-11-20 12:00:01 - David Loo (Work notes)\ntwo\n\n2026-11-20 12:00:00 - David Loo (Work notes)\none\n\n',
    )
    const all = (await patch({}, { mode: 'all' })) as Record<string, unknown>
    expect(all.work_notes).to.deep.equal({ display_value: shown.work_notes, value: '' })
  })

  it('are rows of sys_journal_field, newest first, with the columns of an instance', async () => {
    await patch({ work_notes: 'one' })
    clock.advance(1000)
    await patch({ work_notes: 'two', comments: 'three' }, { as: 'beth.anglin' })
    const rows = await entries('work_notes')
    expect(rows.map(({ value, sys_created_by, name }) => [value, sys_created_by, name])).to.deep.equal([
      ['two', 'beth.anglin', 'incident'],
      ['one', 'david.loo', 'incident'],
    ])
    expect(rows[0]).to.include({
      element_id: sysId,
      element: 'work_notes',
      sys_created_on: '2026-11-20 12:00:01',
    })
    expect(rows[0]).to.include.keys('sys_id', 'sys_tags')
  })

  it('come out of order of one second as they were written, the last first', async () => {
    for (const comments of ['one', 'two', 'three']) await patch({ comments })
    expect((await text('comments')).match(/one|two|three/g)).to.deep.equal(['three', 'two', 'one'])
  })

  it('label both kinds in comments_and_work_notes, which nobody can write', async () => {
    await patch({ comments: 'for all', work_notes: 'for us', comments_and_work_notes: 'for nobody' })
    const merged = await text('comments_and_work_notes')
    expect([...merged.matchAll(header)].map(([, , label]) => label)).to.have.members([
      'Additional comments',
      'Work notes',
    ])
    expect(merged).not.to.contain('for nobody')
  })

  it('bump the record they belong to', async () => {
    const before = await patch({})
    clock.advance(1000)
    expect(await patch({ comments: 'x' })).to.include({
      sys_mod_count: String(Number(before.sys_mod_count) + 1),
      sys_updated_on: '2026-11-20 12:00:01',
    })
  })

  it('show header lines in the zone and format of the caller', async () => {
    await patch({ comments: 'x' })
    await setProfile(emulator, 'david.loo', { time_zone: 'US/Pacific', date_format: 'dd/MM/yyyy' })
    expect(await text('comments')).to.match(
      /^20\/11\/2026 04:00:00 - David Loo \(Additional comments\)\nx\n\n$/,
    )
    expect((await entries('comments'))[0]!.sys_created_on).to.equal('2026-11-20 12:00:00')
  })

  it('keep texts with blank lines and with lines that look like a header', async () => {
    const copied = 'First\n\n2026-01-01 10:00:00 - Somebody Else (Work notes)\nSecond'
    await patch({ work_notes: copied })
    const shown = await text('work_notes')
    expect([...shown.matchAll(header)].map(([, author]) => author)).to.deep.equal([
      'David Loo',
      'Somebody Else',
    ])
    expect((await entries('work_notes'))[0]!.value).to.equal(copied)
  })

  it('are not there one by one for who may not list them', async () => {
    await patch({ comments: 'x' })
    const path = `/api/now/table/sys_journal_field/${(await entries('comments'))[0]!.sys_id}`
    expect((await call(emulator, path)).status).to.equal(404)
    emulator.switches['journal-table'] = 'readable'
    expect(resultOf(await call(emulator, path)).value).to.equal('x')
  })

  it('hide work notes from a caller, who sees comments', async () => {
    await patch({ comments: 'for all', work_notes: 'for us' })
    expect(await text('work_notes', 'abel.tuter')).to.equal('')
    expect(await text('comments', 'abel.tuter')).to.contain('for all')
    expect(await text('comments_and_work_notes', 'abel.tuter')).not.to.contain('for us')
  })

  it('take no empty text, and no object', async () => {
    await patch({ comments: '', work_notes: '   ' })
    expect(await text('comments_and_work_notes')).to.equal('')
    await patch({ comments: { text: 'x' } })
    expect(await text('comments')).to.contain('{text=x}')
  })

  it('are gone with their record', async () => {
    await patch({ comments: 'x' })
    emulator.asUser('admin').remove('incident', sysId)
    expect(await entries('comments')).to.have.length(0)
  })

  it('show the approval history as text, whose value is empty', async () => {
    const path = `/api/now/table/incident/${sysId}?sysparm_fields=approval_history&sysparm_display_value=all`
    expect(resultOf(await call(emulator, path)).approval_history).to.deep.equal({
      display_value: '',
      value: '',
    })
  })
})
