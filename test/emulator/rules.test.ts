import { expect } from 'chai'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProperty } from './as-admin.js'
import {
  call,
  createTestClock,
  emulatorAt,
  list,
  resultOf,
  type CallOptions,
  type TestClock,
} from './call.js'

const solved = { close_code: 'Solution provided', close_notes: 'Done' }
const day = 86_400_000

describe('rules of records', () => {
  let clock: TestClock
  let emulator: Emulator
  beforeEach(() => {
    clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 10 })
  })

  const create = async (table: string, json: unknown, options: CallOptions = {}) =>
    resultOf(
      await call(emulator, `/api/now/table/${table}?sysparm_exclude_reference_link=true`, {
        json,
        ...options,
      }),
    )
  const update = async (table: string, id: unknown, json: unknown, options: CallOptions = {}) =>
    resultOf(
      await call(emulator, `/api/now/table/${table}/${String(id)}?sysparm_exclude_reference_link=true`, {
        method: 'PATCH',
        json,
        ...options,
      }),
    )

  describe('of incidents', () => {
    it('look priority up on every write, whatever was written', async () => {
      const { sys_id, priority } = await create('incident', { impact: '1', urgency: '1', priority: '5' })
      expect(priority).to.equal('1')
      expect(await update('incident', sys_id, { urgency: '3' })).to.include({ priority: '3' })
      expect(await update('incident', sys_id, { priority: '1' })).to.include({ priority: '3' })
    })

    it('look priority up in dl_u_priority', async () => {
      const admin = emulator.asUser('admin')
      const query = { sysparm_query: 'impact=3^urgency=3^priority=5' }
      const [row] = await list(emulator, 'dl_u_priority', query, { as: 'admin' })
      admin.update('dl_u_priority', row!.sys_id!, { priority: '4' })
      expect((await create('incident', {})).priority).to.equal('4')
    })

    it('keep state and incident_state alike, the changed one deciding', async () => {
      const { sys_id } = await create('incident', { incident_state: '2' })
      expect(await update('incident', sys_id, {})).to.include({ state: '2', incident_state: '2' })
      expect(await update('incident', sys_id, { state: '3' })).to.include({ incident_state: '3' })
      expect(await update('incident', sys_id, { state: '3', incident_state: '1' })).to.include({
        state: '1',
        incident_state: '1',
      })
    })

    it('let a hold go without reason, and without a comment when it awaits the caller', async () => {
      expect(await create('incident', { state: '3' })).to.include({ state: '3', hold_reason: '' })
      expect(await create('incident', { state: '3', hold_reason: '1' })).to.include({ hold_reason: '1' })
    })

    it('let nothing but the number in: no short description, no caller', async () => {
      expect(await create('incident', {})).to.include({ short_description: '', caller_id: '' })
    })

    it('put an incident that awaits its caller back to work when the caller replies', async () => {
      const { sys_id } = await create('incident', { caller_id: 'abel.tuter', state: '3', hold_reason: '1' })
      const options = { as: 'abel.tuter' }
      expect(await update('incident', sys_id, { comments: 'Here' }, options)).to.include({
        state: '2',
        incident_state: '2',
        hold_reason: '',
      })
    })

    it('keep the assignee when the group changes, and count both as reassignments', async () => {
      const { sys_id } = await create('incident', { assigned_to: 'david.loo', assignment_group: 'Network' })
      const moved = await update('incident', sys_id, { assignment_group: 'Hardware' })
      expect(moved).to.include({ assigned_to: '5137153cc611227c000bbd1bd8cd2007', reassignment_count: '1' })
      expect(await update('incident', sys_id, { assigned_to: '' })).to.include({ reassignment_count: '2' })
      expect(await update('incident', sys_id, { description: 'x' })).to.include({ reassignment_count: '2' })
    })

    it('stamp resolving, which stays active, and closing, which does not', async () => {
      const { sys_id } = await create('incident', {})
      clock.advance(5000)
      const resolved = await update('incident', sys_id, { state: '6', ...solved })
      expect(resolved).to.include({ active: 'true', resolved_at: '2026-11-20 12:00:05', closed_at: '' })
      expect(resolved.resolved_by).to.match(/^[0-9a-f]{32}$/)
      clock.advance(5000)
      const closed = await update('incident', sys_id, { state: '7' })
      expect(closed).to.include({
        active: 'false',
        resolved_at: '2026-11-20 12:00:05',
        closed_at: '2026-11-20 12:00:10',
      })
      expect(closed.closed_by).to.equal(resolved.resolved_by)
    })

    it('count reopening from resolved and from closed', async () => {
      const { sys_id } = await create('incident', { state: '6', ...solved })
      expect(await update('incident', sys_id, { state: '2' })).to.include({
        reopen_count: '1',
        resolved_at: '',
      })
      await update('incident', sys_id, { state: '7' })
      const reopened = await update('incident', sys_id, { state: '1' })
      expect(reopened).to.include({ reopen_count: '2', active: 'true', closed_at: '' })
      expect(reopened.reopened_by).to.match(/^[0-9a-f]{32}$/)
    })

    it('let any state follow any other', async () => {
      const { sys_id } = await create('incident', solved)
      for (const state of ['7', '1', '8', '3', '6', '2', '7', '6', '8', '1']) {
        expect(await update('incident', sys_id, { state }), state).to.include({
          state,
          incident_state: state,
        })
      }
    })

    it('close what was resolved long enough ago, when the job runs', async () => {
      const { sys_id } = await create('incident', { state: '6', ...solved })
      clock.advance(6.9 * day)
      emulator.closeResolved()
      expect(await update('incident', sys_id, {})).to.include({ state: '6' })
      clock.advance(0.2 * day)
      expect(emulator.closeResolved()).to.be.at.least(1)
      const closed = await update('incident', sys_id, {})
      expect(closed).to.include({
        state: '7',
        incident_state: '7',
        active: 'false',
        sys_updated_by: 'system',
      })
      expect(closed.closed_by).to.equal(closed.resolved_by)
      expect(emulator.closeResolved()).to.equal(0)
    })

    it('close after the days that the property says, or never', async () => {
      const { sys_id } = await create('incident', { state: '6', ...solved })
      await setProperty(emulator, 'glide.ui.autoclose.time', '0')
      clock.advance(30 * day)
      expect(emulator.closeResolved()).to.equal(0)
      await setProperty(emulator, 'glide.ui.autoclose.time', '30')
      emulator.closeResolved()
      expect(await update('incident', sys_id, {})).to.include({ state: '7' })
    })
  })

  describe('of other tasks', () => {
    it('take a problem through its states', async () => {
      const { sys_id, number, state } = await create('problem', { short_description: 'x' })
      expect([number!.slice(0, 3), state]).to.deep.equal(['PRB', '101'])
      expect(await update('problem', sys_id, { state: '104' })).to.include({ active: 'true' })
      const resolved = await update('problem', sys_id, { state: '106' })
      expect(resolved).to.include({ active: 'true', resolved_at: '2026-11-20 12:00:00' })
      const closed = await update('problem', sys_id, { state: '107' })
      expect(closed).to.include({ active: 'false', closed_at: '2026-11-20 12:00:00' })
      expect(await update('problem', sys_id, { state: '104' })).to.include({ active: 'true', closed_at: '' })
    })

    it('take a change from new to closed and canceled', async () => {
      const { sys_id, number, state } = await create('change_request', { short_description: 'x' })
      expect([number!.slice(0, 3), state]).to.deep.equal(['CHG', '-5'])
      expect(await update('change_request', sys_id, { state: '0' })).to.include({ active: 'true' })
      expect(await update('change_request', sys_id, { state: '3' })).to.include({ active: 'false' })
      const other = await create('change_request', {})
      expect(await update('change_request', other.sys_id, { state: '4' })).to.include({ active: 'false' })
    })

    it('end a request with its request state, its state and stage following', async () => {
      const { sys_id } = await create('sc_request', { requested_for: 'abel.tuter' })
      const closed = await update('sc_request', sys_id, { request_state: 'closed_complete' }, { as: 'admin' })
      expect(closed).to.include({ state: '3', stage: 'closed_complete', active: 'false' })
      expect(closed.closed_at).not.to.equal('')
    })

    it('end a requested item and a catalog task in their closing states, and begin them again', async () => {
      for (const table of ['sc_req_item', 'sc_task']) {
        const { sys_id } = await create(table, {}, { as: 'admin' })
        for (const state of ['3', '4', '7']) {
          const closed = await update(table, sys_id, { state }, { as: 'admin' })
          expect(closed, `${table} ${state}`).to.include({ active: 'false', state })
        }
        const open = await update(table, sys_id, { state: '2' }, { as: 'admin' })
        expect(open).to.include({ active: 'true', closed_at: '', closed_by: '' })
      }
    })

    it('take the stage of a requested item to its end, unless it is written', async () => {
      const admin = { as: 'admin' }
      const { sys_id } = await create('sc_req_item', {}, admin)
      expect(await update('sc_req_item', sys_id, { state: '3' }, admin)).to.include({ stage: 'completed' })
      const written = { state: '7', stage: 'delivery' }
      expect(await update('sc_req_item', sys_id, written, admin)).to.include({ stage: 'delivery' })
    })

    it('run for the class of a record that is written as a task', async () => {
      const { sys_id, number } = await create('incident', { impact: '2', urgency: '2' })
      const path = `/api/now/table/task/${sys_id}`
      const answer = await call(emulator, path, { method: 'PATCH', json: { urgency: '1', state: '2' } })
      expect(resultOf(answer)).to.include({ number, priority: '2', state: '2', sys_class_name: 'incident' })
      expect(await update('incident', sys_id, {})).to.include({ incident_state: '2', sys_mod_count: '1' })
    })
  })
})
