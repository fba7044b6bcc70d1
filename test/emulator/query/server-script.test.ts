import { expect } from 'chai'
import { evaluateScript } from '../../../src/emulator/query/server-script.js'
import { createScene } from './query-scene.js'

/** A Wednesday. */
const now = Date.UTC(2026, 10, 18, 2, 30, 20)
const context = { userId: 'id', userName: 'abel', now }

function values(timeZone: string, cases: Readonly<Record<string, string | undefined>>): void {
  for (const [script, value] of Object.entries(cases)) {
    expect(evaluateScript(`gs.${script}`, { ...context, timeZone }), script).to.equal(value)
  }
}

describe('javascript: values of queries', () => {
  it('say who asks and what time it is', () => {
    values('GMT', {
      'getUserID()': 'id',
      'getUserName()': 'abel',
      'now()': '2026-11-18',
      'nowDateTime()': '2026-11-18 02:30:20',
    })
  })

  it('begin and end days, weeks, months, quarters and years', () => {
    values('GMT', {
      'beginningOfToday()': '2026-11-18 00:00:00',
      'endOfToday()': '2026-11-18 23:59:59',
      'beginningOfYesterday()': '2026-11-17 00:00:00',
      'endOfYesterday()': '2026-11-17 23:59:59',
      'beginningOfTomorrow()': '2026-11-19 00:00:00',
      'endOfTomorrow()': '2026-11-19 23:59:59',
      'beginningOfThisWeek()': '2026-11-16 00:00:00',
      'endOfThisWeek()': '2026-11-22 23:59:59',
      'beginningOfLastWeek()': '2026-11-09 00:00:00',
      'endOfNextWeek()': '2026-11-29 23:59:59',
      'beginningOfThisMonth()': '2026-11-01 00:00:00',
      'endOfThisMonth()': '2026-11-30 23:59:59',
      'beginningOfLastMonth()': '2026-10-01 00:00:00',
      'endOfLastMonth()': '2026-10-31 23:59:59',
      'endOfNextMonth()': '2026-12-31 23:59:59',
      'beginningOfThisQuarter()': '2026-10-01 00:00:00',
      'endOfLastQuarter()': '2026-09-30 23:59:59',
      'beginningOfThisYear()': '2026-01-01 00:00:00',
      'endOfLastYear()': '2025-12-31 23:59:59',
      'beginningOfNextYear()': '2027-01-01 00:00:00',
    })
  })

  it('go back by units of time, to the moment or to the edges of the unit', () => {
    values('GMT', {
      'minutesAgo(31)': '2026-11-18 01:59:20',
      'minutesAgoStart(0)': '2026-11-18 02:30:00',
      'minutesAgoEnd(0)': '2026-11-18 02:30:59',
      'hoursAgo(3)': '2026-11-17 23:30:20',
      'hoursAgoStart(3)': '2026-11-17 23:00:00',
      'hoursAgoEnd(3)': '2026-11-17 23:59:59',
      'daysAgo(1)': '2026-11-17 02:30:20',
      'daysAgoStart(1)': '2026-11-17 00:00:00',
      'daysAgoEnd(0)': '2026-11-18 23:59:59',
      'weeksAgo(1)': '2026-11-11 02:30:20',
      'weeksAgoStart(1)': '2026-11-09 00:00:00',
      'monthsAgo(9)': '2026-02-18 02:30:20',
      'monthsAgoStart(1)': '2026-10-01 00:00:00',
      'monthsAgoEnd(1)': '2026-10-31 23:59:59',
      'quartersAgo(1)': '2026-08-18 02:30:20',
      'quartersAgoStart(1)': '2026-07-01 00:00:00',
      'quartersAgoEnd(1)': '2026-09-30 23:59:59',
      'yearsAgo(2)': '2024-11-18 02:30:20',
      'yearsAgoStart(2)': '2024-01-01 00:00:00',
      'yearsAgoEnd(2)': '2024-12-31 23:59:59',
    })
  })

  it('take arguments in any spacing, quoted, and below zero for the future', () => {
    values('GMT', {
      'daysAgoStart( 1 )': '2026-11-17 00:00:00',
      "daysAgoStart('1')": '2026-11-17 00:00:00',
      'daysAgoStart(-1);': '2026-11-19 00:00:00',
      "dateGenerate('2026-01-01','00:00:00')": '2026-01-01 00:00:00',
      'dateGenerate("2026-01-01", "end")': '2026-01-01 23:59:59',
      "dateGenerate('2026-01-01','start')": '2026-01-01 00:00:00',
    })
  })

  it('end a month early rather than spill over', () => {
    const end = { ...context, now: Date.UTC(2026, 4, 31, 5) }
    expect(evaluateScript('gs.monthsAgo(3)', end)).to.equal('2026-02-28 05:00:00')
  })

  it('count days in the zone of the user, and answer in UTC', () => {
    values('America/New_York', {
      'now()': '2026-11-17',
      'nowDateTime()': '2026-11-18 02:30:20',
      'beginningOfToday()': '2026-11-17 05:00:00',
      'endOfToday()': '2026-11-18 04:59:59',
      // Clocks went back on the first of November.
      'beginningOfThisMonth()': '2026-11-01 04:00:00',
      'daysAgoStart(20)': '2026-10-28 04:00:00',
      "dateGenerate('2026-07-01','start')": '2026-07-01 04:00:00',
    })
    values('Asia/Kolkata', { 'hoursAgoStart(0)': '2026-11-18 02:30:00' })
  })

  it('are refused when they are not on the list', () => {
    values('America/New_York', {
      'daysAgo()': undefined,
      'daysAgo(1,2)': undefined,
      'daysAgo(x)': undefined,
      'yearsAgo(999999)': undefined,
      "dateGenerate('2026-02-31','start')": undefined,
      'getUserID(1)': undefined,
      "getProperty('glide.war')": undefined,
      'beginningOfLastMillennium()': undefined,
      'constructor()': undefined,
    })
    expect(evaluateScript('new GlideRecord("incident").deleteMultiple()', context)).to.equal(undefined)
  })

  const scene = createScene({
    incident: [
      { number: 'A', opened_at: '2026-11-18 01:00:00' },
      { number: 'B', opened_at: '2026-11-17 23:00:00' },
    ],
  })

  it('are dropped with their conditions when the sandbox refuses scripts', () => {
    const query = 'opened_at>=javascript:gs.beginningOfToday()'
    expect(scene.find(query)).to.deep.equal(['A'])
    expect(scene.find(query, { scripts: 'refused' })).to.deep.equal(['A', 'B'])
    expect(scene.find(query, { scripts: 'refused', invalid: 'no-rows' })).to.deep.equal([])
  })

  it('leave dates that are written out to be read in UTC, or in the zone of the user when switched', () => {
    const zone = { timeZone: 'Asia/Kolkata' }
    expect(scene.find('opened_at>=2026-11-18 04:45:00', zone)).to.deep.equal([])
    expect(scene.find('opened_at>=2026-11-18 04:45:00', { ...zone, literalTimes: 'user' })).to.deep.equal([
      'A',
    ])
    expect(scene.find('opened_at=2026-11-18 06:30:00', { ...zone, literalTimes: 'user' })).to.deep.equal([
      'A',
    ])
    expect(scene.find('opened_at>=2026-11-18', { ...zone, literalTimes: 'user' })).to.deep.equal(['A', 'B'])
  })
})
