import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { shownTime, readTime } from '../../src/emulator/records/user-times.js'
import { setProfile, setProperty } from './as-admin.js'
import { call, createTestClock, emulatorAt, list, origin, resultOf } from './call.js'

const david = '5137153cc611227c000bbd1bd8cd2007'

describe('value forms', () => {
  let emulator: Emulator
  let sysId: string
  beforeEach(() => {
    emulator = emulatorAt(createTestClock(), { incidents: 10 })
    sysId = emulator.asUser('admin').create('incident', {
      short_description: 'x',
      assigned_to: 'david.loo',
      order: '102197',
      watch_list: `${david},guest@example.com`,
      time_worked: '1970-01-01 08:00:00',
      opened_at: '2026-07-04 22:29:20',
      follow_up: '2026-12-04 22:29:20',
      work_notes: 'Looked at it',
    }).sys_id!
  })

  const read = async (
    field: string,
    mode: string,
    { links = true, as = 'beth.anglin' }: { links?: boolean; as?: string } = {},
  ): Promise<unknown> => {
    const parameters = new URLSearchParams({
      sysparm_fields: field,
      sysparm_display_value: mode,
      sysparm_exclude_reference_link: String(!links),
    })
    return resultOf(await call(emulator, `/api/now/table/incident/${sysId}?${parameters}`, { as }))[field]
  }
  const profile = (fields: Record<string, string>) => setProfile(emulator, 'beth.anglin', fields)

  const forms: readonly (readonly [kind: string, field: string, stored: string, shown: string | null])[] = [
    ['a text', 'short_description', 'x', 'x'],
    ['a boolean', 'active', 'true', 'true'],
    ['an integer, with thousands separators', 'order', '102197', '102,197'],
    ['an integer choice', 'state', '1', 'New'],
    ['a text choice', 'category', 'inquiry', 'Inquiry / Help'],
    ['a text choice that is empty, as null', 'close_code', '', null],
    ['an integer choice that is empty', 'hold_reason', '', ''],
    ['a date-time', 'opened_at', '2026-07-04 22:29:20', '2026-07-04 22:29:20'],
    ['an empty due date, as UNKNOWN', 'sla_due', '', 'UNKNOWN'],
    ['an empty activity due date, as UNKNOWN', 'activity_due', '', 'UNKNOWN'],
    ['a plain date-time that is empty', 'due_date', '', ''],
    ['a duration', 'time_worked', '1970-01-01 08:00:00', '8 Hours'],
    ['a list', 'watch_list', `${david},guest@example.com`, 'David Loo, guest@example.com'],
    ['a class', 'sys_class_name', 'incident', 'Incident'],
    [
      'a journal',
      'work_notes',
      '',
      '2026-11-20 12:00:00 - System Administrator (Work notes)\nLooked at it\n\n',
    ],
  ]
  for (const [kind, field, stored, shown] of forms) {
    it(`writes ${kind} in the three modes`, async () => {
      for (const links of [true, false]) {
        expect(await read(field, 'false', { links })).to.equal(stored)
        expect(await read(field, 'true', { links })).to.equal(shown)
        expect(await read(field, 'all', { links })).to.deep.equal({ display_value: shown, value: stored })
      }
    })
  }

  it('writes a reference with link, without value where only the name is shown', async () => {
    const link = `${origin}/api/now/table/sys_user/${david}`
    expect(await read('assigned_to', 'false')).to.deep.equal({ link, value: david })
    expect(await read('assigned_to', 'true')).to.deep.equal({ display_value: 'David Loo', link })
    expect(await read('assigned_to', 'all')).to.deep.equal({ display_value: 'David Loo', link, value: david })
  })

  it('writes a reference without link, losing the sys_id where only the name is shown', async () => {
    const links = { links: false }
    expect(await read('assigned_to', 'false', links)).to.equal(david)
    expect(await read('assigned_to', 'true', links)).to.equal('David Loo')
    expect(await read('assigned_to', 'all', links)).to.deep.equal({
      display_value: 'David Loo',
      value: david,
    })
  })

  it('writes an empty reference as empty, never with a link', async () => {
    for (const links of [true, false]) {
      expect(await read('problem_id', 'false', { links })).to.equal('')
      expect(await read('problem_id', 'true', { links })).to.equal('')
      expect(await read('problem_id', 'all', { links })).to.deep.equal({ display_value: '', value: '' })
    }
  })

  it('writes the domain as a reference to the group global', async () => {
    const link = `${origin}/api/now/table/sys_user_group/global`
    expect(await read('sys_domain', 'false')).to.deep.equal({ link, value: 'global' })
    expect(await read('sys_domain', 'true')).to.deep.equal({ display_value: 'global', link })
    expect(await read('sys_domain', 'all')).to.deep.equal({ display_value: 'global', link, value: 'global' })
  })

  it('never leaves a column out, whatever is unset', async () => {
    const { sys_id } = emulator.asUser('admin').create('incident', {})
    const plain = resultOf(await call(emulator, `/api/now/table/incident/${sys_id}`))
    const shown = resultOf(
      await call(emulator, `/api/now/table/incident/${sys_id}?sysparm_display_value=all`),
    )
    expect(Object.keys(plain)).to.deep.equal(Object.keys(shown))
    expect(Object.values(plain).every((value) => value !== null && value !== undefined)).to.equal(true)
  })

  it('shows times in the zone and the format of each user, by daylight saving', async () => {
    await profile({ time_zone: 'US/Pacific', date_format: 'MM/dd/yyyy' })
    expect(await read('opened_at', 'true')).to.equal('07/04/2026 15:29:20')
    expect(await read('follow_up', 'true')).to.equal('12/04/2026 14:29:20')
    expect(await read('opened_at', 'false')).to.equal('2026-07-04 22:29:20')
    expect(await read('work_notes', 'true')).to.match(/^11\/20\/2026 04:00:00 - System/)
    expect(await read('opened_at', 'true', { as: 'david.loo' })).to.equal('2026-07-04 22:29:20')
  })

  it('follows the formats of the instance where a profile has none', async () => {
    emulator.switches['time-zone'] = 'Asia/Kolkata'
    await setProperty(emulator, 'glide.sys.date_format', 'dd.MM.yyyy')
    await setProperty(emulator, 'glide.sys.time_format', 'hh:mm:ss a')
    expect(await read('opened_at', 'true')).to.equal('05.07.2026 03:59:20 AM')
  })

  it('survives a profile with a time zone that nobody knows', async () => {
    await profile({ time_zone: 'Mars/Olympus' })
    expect(await read('opened_at', 'true')).to.equal('2026-07-04 22:29:20')
  })

  it('shows choices and numbers in the language of the user, in English where there is none', async () => {
    emulator.asUser('admin').create('sys_choice', {
      name: 'incident',
      element: 'category',
      value: 'inquiry',
      label: 'Demande',
      language: 'fr',
    })
    await profile({ preferred_language: 'fr' })
    expect(await read('category', 'true')).to.equal('Demande')
    expect(await read('state', 'true'))
      .to.be.a('string')
      .and.not.equal('1')
    expect(await read('order', 'true')).to.match(/^102\s197$/)
    expect(await read('category', 'true', { as: 'david.loo' })).to.equal('Inquiry / Help')
    await setProperty(emulator, 'glide.system.locale', 'en.US')
    expect(await read('order', 'true')).to.equal('102,197')
  })

  it('keeps a column back that the reader may not see, empty or absent', async () => {
    const as = 'abel.tuter'
    emulator.asUser('admin').update('incident', sysId, { caller_id: 'abel.tuter' })
    expect(await read('work_notes', 'true', { as })).to.equal('')
    emulator.switches['denied-column'] = 'absent'
    expect(await read('work_notes', 'true', { as })).to.equal(undefined)
    expect(await read('short_description', 'true', { as })).to.equal('x')
  })

  it('shows a deleted record that is still referred to as a sys_id without name', async () => {
    const user = emulator.asUser('admin').create('sys_user', { user_name: 'gone', name: 'Gone' })
    emulator.asUser('admin').update('incident', sysId, { assigned_to: user.sys_id })
    emulator.asUser('admin').remove('sys_user', user.sys_id!)
    expect(await read('assigned_to', 'all', { links: false })).to.deep.equal({
      display_value: '',
      value: user.sys_id,
    })
  })

  it('answers secrets as ciphertext, and shows nothing of them', async () => {
    const admin = { as: 'admin' }
    const json = { name: 'x', client_id: 'x', client_secret: 'open sesame' }
    const path = '/api/now/table/oauth_entity?sysparm_fields=client_secret&sysparm_display_value='
    const plain = resultOf(await call(emulator, `${path}false`, { json, ...admin })).client_secret
    expect(plain).to.match(/^:1:[\w-]{43}$/)
    const all = resultOf(await call(emulator, `${path}all`, { json, ...admin })).client_secret
    expect(all).to.deep.equal({ display_value: '', value: plain })
    const [user] = await list(emulator, 'sys_user', { sysparm_query: 'user_name=admin' }, admin)
    expect(user!.user_password).to.equal('')
  })

  it('answers prices as plain numbers, and as money where people read them', async () => {
    const { sys_id } = emulator.asUser('admin').create('sc_request', { price: '1139.9' })
    const path = `/api/now/table/sc_request/${sys_id}?sysparm_fields=price&sysparm_display_value=`
    expect(resultOf(await call(emulator, `${path}all`)).price).to.deep.equal({
      display_value: '$1,139.90',
      value: '1139.9',
    })
  })
})

describe('shownTime and readTime', () => {
  const style = (dateFormat: string, timeFormat: string, timeZone: string) => ({
    dateFormat,
    timeFormat,
    timeZone,
  })
  const styles = [
    style('yyyy-MM-dd', 'HH:mm:ss', 'GMT'),
    style('dd/MM/yyyy', 'hh:mm:ss a', 'Europe/Berlin'),
    style('M/d/yy', 'h:mm:ss a', 'US/Pacific'),
    style('dd.MM.yyyy', 'HH:mm:ss', 'Pacific/Chatham'),
  ]
  for (const each of styles) {
    it(`go there and back with ${each.dateFormat} ${each.timeFormat} in ${each.timeZone}`, () => {
      for (const stored of [
        '2026-01-01 00:00:00',
        '2026-03-08 10:30:00',
        '2026-03-29 01:30:00',
        '2026-06-30 12:00:59',
      ]) {
        expect(readTime(shownTime(stored, each), each)).to.equal(stored)
      }
    })
  }

  it('read a date without time as its first second, and no nonsense', () => {
    const berlin = style('dd/MM/yyyy', 'HH:mm:ss', 'Europe/Berlin')
    expect(readTime('01/07/2026', berlin)).to.equal('2026-06-30 22:00:00')
    for (const text of ['31/02/2026', 'tomorrow', '', '2026-13-01', '01/07/2026 25:00:00']) {
      expect(readTime(text, berlin), text).to.equal(undefined)
    }
  })

  it('show dates without a time in any zone as that date', () => {
    expect(shownTime('2026-07-04', style('dd/MM/yyyy', 'HH:mm:ss', 'US/Pacific'))).to.equal('04/07/2026')
    expect(shownTime('nonsense', styles[1]!)).to.equal('nonsense')
  })
})
