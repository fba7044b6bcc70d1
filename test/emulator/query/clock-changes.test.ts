import { expect } from 'chai'
import { evaluateScript } from '../../../src/emulator/query/server-script.js'
import { createScene } from './query-scene.js'

const at = (timeZone: string, now: number, script: string): string | undefined =>
  evaluateScript(`gs.${script}`, { userId: 'me', userName: 'me', now, timeZone })

describe('queries around a change of clocks', () => {
  it('count hours and minutes as they pass, not as clocks show them', () => {
    // Berlin: clocks go from 2 to 3 at 01:00 UTC.
    const spring = Date.UTC(2026, 2, 29, 2)
    expect(at('Europe/Berlin', spring, 'hoursAgo(2)')).to.equal('2026-03-29 00:00:00')
    expect(at('Europe/Berlin', spring, 'hoursAgoStart(2)')).to.equal('2026-03-29 00:00:00')
    // They go back from 3 to 2 at 01:00 UTC: every moment between is shown twice.
    const autumn = Date.UTC(2026, 9, 25, 1, 15)
    expect(at('Europe/Berlin', autumn, 'minutesAgo(30)')).to.equal('2026-10-25 00:45:00')
    expect(at('Europe/Berlin', autumn, 'hoursAgoStart(1)')).to.equal('2026-10-25 00:00:00')
    expect(at('Europe/Berlin', autumn, 'hoursAgoEnd(0)')).to.equal('2026-10-25 01:59:59')
    expect(at('Europe/Berlin', autumn, 'endOfThisHour()')).to.equal('2026-10-25 01:59:59')
  })

  it('count days as the calendar shows them', () => {
    const autumn = Date.UTC(2026, 9, 26, 11)
    expect(at('Europe/Berlin', autumn, 'daysAgo(2)')).to.equal('2026-10-24 10:00:00')
    expect(at('Europe/Berlin', autumn, 'beginningOfYesterday()')).to.equal('2026-10-24 22:00:00')
    expect(at('Europe/Berlin', autumn, 'endOfYesterday()')).to.equal('2026-10-25 22:59:59')
  })

  it('begin a day at its first moment where clocks leave midnight out, or show it twice', function () {
    // The rules of a zone are the runtime's, and some browsers have older ones.
    const noon = new Date(Date.UTC(2026, 10, 2, 12))
    const hour = new Intl.DateTimeFormat('en', {
      timeZone: 'America/Havana',
      hour: 'numeric',
      hourCycle: 'h23',
    })
    if (Number(hour.format(noon)) !== 7) this.skip()
    // Havana: 00:00 becomes 01:00 in spring, 01:00 becomes 00:00 in autumn.
    const spring = Date.UTC(2026, 2, 8, 16)
    expect(at('America/Havana', spring, 'beginningOfToday()')).to.equal('2026-03-08 05:00:00')
    expect(at('America/Havana', spring, 'endOfYesterday()')).to.equal('2026-03-08 04:59:59')
    const autumn = Date.UTC(2026, 10, 1, 16)
    expect(at('America/Havana', autumn, 'beginningOfToday()')).to.equal('2026-11-01 04:00:00')
    expect(at('America/Havana', autumn, 'endOfYesterday()')).to.equal('2026-11-01 03:59:59')
    expect(at('America/Havana', autumn, 'endOfToday()')).to.equal('2026-11-02 04:59:59')
  })

  it('relate times to now, and to each other, by the hours between them', () => {
    const scene = createScene({
      incident: [
        { number: 'A', opened_at: '2026-03-28 23:30:00', resolved_at: '2026-03-29 02:10:00' },
        { number: 'B', opened_at: '2026-03-29 00:30:00', resolved_at: '2026-03-29 02:10:00' },
      ],
    })
    const given = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 2, 29, 2) }
    expect(scene.find('opened_atRELATIVEGT@hour@ago@2', given)).to.deep.equal(['B'])
    expect(scene.find('opened_atRELATIVEEE@hour@ago@2', given)).to.deep.equal(['B'])
    expect(scene.find('resolved_atMORETHANopened_at@hour@after@2', given)).to.deep.equal(['A'])
    expect(scene.find('resolved_atLESSTHANopened_at@hour@after@2', given)).to.deep.equal(['B'])
  })
})
