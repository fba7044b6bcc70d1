import { expect } from 'chai'
import fc from 'fast-check'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import type { InstanceFile } from '../../src/emulator/instance-file/instance-file.js'
import { parseInstanceFile } from '../../src/emulator/instance-file/parse-instance-file.js'
import { isSnowError } from '../../src/shared/errors.js'
import { call, createTestClock, list } from './call.js'

const wholeText = (emulator: Emulator): string => [...emulator.exportText()].join('')

/** The message of the refusal. */
function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (isSnowError(error)) {
      expect(error.code).to.equal('SNOW_CONFIG_INVALID')
      return error.message
    }
    throw error
  }
  throw new Error('was not refused')
}

const minimal = (incident: readonly object[]): unknown => ({ 'snowline-emulator': 1, tables: { incident } })
const sysId = (digit: number): string => String(digit).repeat(32)

describe('instance file', () => {
  it('gives the same instance again, to the letter, whatever was written before', () => {
    const step = fc.record({
      kind: fc.constantFrom('create', 'comment', 'resolve', 'remove', 'attach'),
      which: fc.nat(40),
      text: fc.string({ minLength: 1, maxLength: 20 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const clock = createTestClock()
        const emulator = createEmulator({ clock, incidents: 41 })
        const beth = emulator.asUser('beth.anglin')
        const admin = emulator.asUser('admin')
        const rows = emulator.export().tables.incident!
        const removed = new Set<string>()
        for (const { kind, which, text } of steps) {
          clock.advance(60_000)
          const { number = '', sys_id: recordSysId = '' } = rows[which % rows.length]!
          if (removed.has(number)) continue
          if (kind === 'create') beth.create('incident', { short_description: text })
          if (kind === 'comment') beth.update('incident', number, { comments: text })
          if (kind === 'resolve') {
            beth.update('incident', number, { state: '6', close_code: 'User error', close_notes: text })
          }
          if (kind === 'remove') {
            admin.remove('incident', number)
            removed.add(number)
          }
          if (kind === 'attach') {
            const bytes = new TextEncoder().encode(text)
            beth.attach({
              tableName: 'incident',
              recordSysId,
              fileName: 'note.txt',
              contentType: 'text/plain',
              bytes,
            })
          }
        }
        const text = wholeText(emulator)
        const again = createEmulator({ clock, seed: 99, incidents: 3, data: parseInstanceFile(text, 'file') })
        expect(wholeText(again) === text, 'exported text').to.equal(true)
        // Two megabytes each: compared as texts.
        const whole = JSON.stringify(emulator.export())
        expect(JSON.stringify(again.export()) === whole, 'exported object').to.equal(true)
        expect(JSON.stringify(JSON.parse(text)) === whole, 'text and object').to.equal(true)
      }),
      { numRuns: 4 },
    )
  })

  it('answers as the instance did that it was exported from, new records included', async () => {
    const clock = createTestClock()
    const first = createEmulator({ clock, incidents: 320 })
    first
      .asUser('beth.anglin')
      .update('incident', 'INC0010050', { caller_id: 'joe.employee', work_notes: 'Called.' })
    const second = createEmulator({ clock, data: first.export() })
    const queries = [
      '',
      'active=true^ORDERBYDESCopened_at',
      'caller_id.name=Joe Employee',
      'stateIN2,3^ORDERBYpriority',
      'sys_updated_on>2026-11-01 00:00:00^ORDERBYsys_updated_on^ORDERBYsys_id',
    ]
    for (const table of ['incident', 'task', 'sys_user', 'sys_choice', 'sys_attachment', 'kb_knowledge']) {
      for (const query of queries) {
        const parameters = { sysparm_query: query, sysparm_display_value: 'all', sysparm_limit: '60' }
        expect(await list(second, table, parameters), `${table} ${query}`).to.deep.equal(
          await list(first, table, parameters),
        )
      }
    }
    const create = (emulator: Emulator): Promise<unknown> =>
      call(emulator, '/api/now/table/incident', { json: { short_description: 'New' } }).then(
        ({ body }) => body,
      )
    expect(await create(second)).to.deep.equal(await create(first))
  })

  it('replaces the tables that it names and leaves the seeded rest', async () => {
    const emulator = createEmulator({
      data: minimal([
        { sys_id: sysId(7), number: 'INC0000042', short_description: 'Mine', state: '2' },
      ]) as InstanceFile,
    })
    const rows = await list(emulator, 'incident', {
      sysparm_fields: 'number,short_description,sys_class_name',
    })
    expect(rows).to.deep.equal([
      { number: 'INC0000042', short_description: 'Mine', sys_class_name: 'incident' },
    ])
    expect((await list(emulator, 'sys_user', {})).length).to.be.greaterThan(40)
    expect(await list(emulator, 'sys_journal_field', {}, { as: 'admin' })).to.deep.equal([])
    const { number } = emulator.asUser('beth.anglin').create('incident', {})
    expect(number).to.equal('INC0000043')
  })

  it('goes back to the file on reset, and takes another while it runs', async () => {
    const emulator = createEmulator({ data: minimal([{ sys_id: sysId(7) }]) as InstanceFile })
    emulator.asUser('beth.anglin').create('incident', {})
    emulator.reset()
    expect(await list(emulator, 'incident', {})).to.have.length(1)
    emulator.import(minimal([{ sys_id: sysId(1) }, { sys_id: sysId(2) }]))
    expect(await list(emulator, 'incident', {})).to.have.length(2)
  })

  it('names the place of everything that must change, and changes nothing', async () => {
    const emulator = createEmulator({ incidents: 5 })
    const wrong = {
      'snowline-emulator': 1,
      extra: 1,
      tables: {
        incident: [
          { sys_id: sysId(1) },
          { sys_id: sysId(1) },
          { number: 'INC1' },
          'x',
          { sys_id: sysId(2), colour: 'red', state: 2 },
        ],
        nowhere: [],
        problem: {},
        sc_request: [{ sys_id: sysId(3), sys_class_name: 'incident' }],
        sc_task: [{ sys_id: sysId(2) }],
      },
      files: { [sysId(4)]: '§' },
      counters: { incident: -1, nowhere: 1 },
      random: 'x',
    }
    const message = refusal(() => emulator.import(wrong))
    for (const path of [
      'extra: ',
      'tables.incident[1].sys_id: is that of tables.incident[0] already',
      'tables.incident[2].sys_id: is missing',
      'tables.incident[3]: must be an object',
      'tables.incident[4].colour: incident has no such column',
      'tables.incident[4].state: must be a text such as "2"',
      'tables.nowhere: the emulator has no such table',
      'tables.problem: must be a list of rows',
      'tables.sc_request[0].sys_class_name: must be sc_request',
      'tables.sc_task[0].sys_id: is that of tables.incident[4] already',
      `files.${sysId(4)}: must be the base64`,
      'counters.incident: must be a whole number',
      'counters.nowhere: ',
      'random: must be a whole number',
    ]) {
      expect(message).to.contain(path)
    }
    expect(await list(emulator, 'incident', {})).to.have.length(5)
    for (const value of [null, [], 'x', {}, { 'snowline-emulator': 2 }, { 'snowline-emulator': 1 }]) {
      refusal(() => emulator.import(value))
      refusal(() => createEmulator({ data: value as unknown as InstanceFile }))
    }
  })

  it('names the line of a text', () => {
    const text = `{\n"snowline-emulator": 1,\n"tables": {\n"incident": [\n{"sys_id": "${sysId(1)}"},\n{"sys_id": 5}\n]}}`
    expect(refusal(() => parseInstanceFile(text, 'mine.json'))).to.match(
      /^mine\.json:6: tables\.incident\[1\]\.sys_id: /,
    )
    expect(refusal(() => parseInstanceFile('{\n"a": 1,\n}', 'mine.json'))).to.match(
      /^mine\.json:3: the JSON /,
    )
  })

  it('finds the line in a long text at once', () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `{"sys_id": "${at}", "short_description": "Row"}`)
    const text = `{"snowline-emulator": 1, "tables": {"incident": [\n${rows.join(',\n')},\n{"sys_id": "A"}\n]}}`
    expect(refusal(() => parseInstanceFile(text, 'f'))).to.match(/^f:5002: tables\.incident\[5000\]\.sys_id/)
  })
})
