import { expect } from 'chai'
import { createInstanceClock } from '../../src/emulator/instance-clock.js'
import { call, createTestClock, emulatorAt, resultOf, tokensFor } from './call.js'

describe('clock of an instance', () => {
  it('goes with the clock beneath, and starts where it is told', () => {
    const base = createTestClock()
    expect(createInstanceClock(base).now()).to.equal(base.now())
    const clock = createInstanceClock(base, { start: 1_000, speed: 60 })
    base.advance(500)
    expect(clock.now()).to.equal(31_000)
    clock.restart()
    expect([clock.now(), clock.speed]).to.deep.equal([1_000, 60])
  })

  it('lets fall due what a jump passes, in order, and nothing else', () => {
    const base = createTestClock()
    const clock = createInstanceClock(base)
    const fired: string[] = []
    clock.after(2_000, () => fired.push('second'))
    clock.after(1_000, () => fired.push('first'))
    clock.after(9_000, () => fired.push('late'))
    const cancel = clock.after(1_500, () => fired.push('cancelled'))
    cancel()
    clock.advance(2_000)
    expect(fired).to.deep.equal(['first', 'second'])
    clock.advance(-1_000)
    base.advance(7_999)
    expect(fired).to.have.length(2)
    base.advance(1)
    expect(fired).to.deep.equal(['first', 'second', 'late'])
  })

  it('keeps timers in its own pace', () => {
    const base = createTestClock()
    const clock = createInstanceClock(base, { speed: 10 })
    let isDue = false
    clock.after(1_000, () => (isDue = true))
    base.advance(99)
    expect(isDue).to.equal(false)
    clock.setSpeed(0)
    base.advance(1_000_000)
    expect(isDue).to.equal(false)
    clock.setSpeed(1)
    base.advance(10)
    expect(isDue).to.equal(true)
  })

  it('waits longer than a timer of the platform can', () => {
    const base = createTestClock()
    const clock = createInstanceClock(base)
    let isDue = false
    clock.after(8_640_000_000, () => (isDue = true))
    base.advance(2_147_483_647)
    expect(isDue).to.equal(false)
    for (let index = 0; index < 4; index++) base.advance(2_147_483_647)
    expect(isDue).to.equal(true)
  })

  it('stands still at the ends of what a record can tell', async () => {
    const emulator = emulatorAt(createTestClock(), { incidents: 0 })
    for (const [ms, stamp] of [
      [Number.MAX_SAFE_INTEGER, '9999-12-31 23:59:59'],
      [-Number.MAX_SAFE_INTEGER, '0001-01-01 00:00:00'],
    ] as const) {
      emulator.clock.advance(ms)
      const created = await call(emulator, '/api/now/table/incident', { json: {} })
      expect(resultOf(created).sys_created_on).to.equal(stamp)
    }
  })

  it('ages tokens and stamps records', async () => {
    const emulator = emulatorAt(createTestClock(), { incidents: 3, time: { start: Date.UTC(2030, 0, 1) } })
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const headers = { Authorization: `Bearer ${access_token}` }
    const create = () => call(emulator, '/api/now/table/incident', { json: {}, as: '', headers })
    expect(resultOf(await create()).sys_created_on).to.equal('2030-01-01 00:00:00')
    emulator.clock.advance(1_800_000)
    expect((await create()).status).to.equal(401)
    emulator.reset()
    expect(emulator.clock.now()).to.equal(Date.UTC(2030, 0, 1))
  })
})
