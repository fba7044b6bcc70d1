import { expect } from 'chai'
import fc from 'fast-check'
import type { Client } from '../../src/client/types.js'
import { equals } from '../../src/protocol/query-builders.js'
import type { Attachment } from '../../src/protocol/records.js'
import { exportSelection, parseManifest, resolveSelection } from '../../src/state/export-selection.js'
import { writeManifest } from '../../src/state/manifest-text.js'
import { createManifest, type SelectionManifest } from '../../src/state/selection-manifest.js'
import type { Selection } from '../../src/state/types.js'
import { createTestClock } from '../support/test-clock.js'
import { createWorld } from '../support/world.js'
import { makeFile, makeIncident } from './record-list-world.js'

const [first, second, third] = [makeIncident(1, { modCount: 4 }), makeIncident(2), makeIncident(3)]
const included = makeFile(first, 1, { hash: 'ab'.repeat(32) })
const single = makeFile(third, 2, { fileName: '=cmd|"/c calc"!A1.txt' })
const selection: Selection = {
  incidents: [first, second],
  attachments: [single],
  rule: {
    ...{ table: 'incident', query: equals('priority', '1'), label: 'Critical', live: true },
    exceptions: [{ sysId: third.sysId, number: third.number }],
  },
  gone: [second.sysId],
  missing: ['INC0099999'],
}

/** A client whose records have these files. */
function clientWith(files: readonly Attachment[]): Pick<Client, 'attachments' | 'instance'> {
  const listFor = async (table: string, ids: readonly string[]): Promise<readonly Attachment[]> => {
    expect([table, ids]).to.deep.equal(['incident', [first.sysId]])
    return files
  }
  return { instance: 'acme', attachments: { listFor } as unknown as Client['attachments'] }
}
/** Any code point; the built-in unit takes seconds to be made. */
const codePoint = fc.integer({ min: 0, max: 0x10ffff }).map((number) => String.fromCodePoint(number))
const options = { clock: createTestClock() }
const make = (): Promise<SelectionManifest> => createManifest(clientWith([included]), selection, options)

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  )
}

/** Reads CSV as RFC 4180 says. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const cells = /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r\n)/gy
  for (let match = cells.exec(text); match !== null; match = cells.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!)
    if (match[3] === '\r\n') rows.push([])
  }
  expect(rows.pop()).to.deep.equal([])
  return rows
}

describe('the manifest of a selection', () => {
  it('names records with their versions, files with hash and size, and the rule', async () => {
    const file = {
      ...{ sys_id: included.sysId, table: 'incident', table_sys_id: first.sysId, file_name: 'file-1.txt' },
      ...{ content_type: 'text/plain', size_bytes: 1000, hash: 'ab'.repeat(32) },
    }
    expect(await make()).to.deep.equal({
      'snowline-selection': 1,
      createdAt: '2026-11-20T00:00:00.000Z',
      instance: 'acme',
      records: [
        {
          ...{ table: 'incident', sys_id: first.sysId, number: 'INC0000001', sys_mod_count: 4 },
          attachments: [file],
        },
        { table: 'incident', sys_id: second.sysId, number: 'INC0000002', sys_mod_count: 0, gone: true },
      ],
      attachments: [
        {
          ...{ sys_id: single.sysId, table: 'incident', table_sys_id: third.sysId, hash: '' },
          ...{ file_name: single.fileName, content_type: 'text/plain', size_bytes: 2000 },
        },
      ],
      rule: {
        ...{ table: 'incident', query: 'priority=1', label: 'Critical', live: true },
        exceptions: [{ sys_id: third.sysId, number: 'INC0000003' }],
      },
      missing: ['INC0099999'],
    })
  })

  it('is the same after it was written and read, with what it does not know left out', async () => {
    const manifest = await make()
    const text = await exportSelection(clientWith([included]), selection, options)
    expect(await parseManifest(text)).to.deep.equal(manifest)
    expect(await parseManifest(JSON.stringify({ ...manifest, later: [1] }))).to.deep.equal(manifest)
  })

  it('of a newer version is refused, as one that is broken is, with the place', async () => {
    const manifest = await make()
    const newer = JSON.stringify({ ...manifest, 'snowline-selection': 2, records: 'in another form' })
    expect(await codeOf(parseManifest(newer))).to.equal('SNOW_NEWER_VERSION')
    const [record] = manifest.records
    const broken: readonly [string, unknown][] = [
      ['no JSON', '{'],
      ['no object', []],
      ['snowline-selection', { ...manifest, 'snowline-selection': '1' }],
      ['records', { ...manifest, records: {} }],
      ['records[0]', { ...manifest, records: [null] }],
      ['records[0].sys_id', { ...manifest, records: [{ ...record, sys_id: '../../x' }] }],
      ['records[0].table', { ...manifest, records: [{ ...record, table: 'a/b' }] }],
      ['records[0].sys_mod_count', { ...manifest, records: [{ ...record, sys_mod_count: -1 }] }],
      ['rule.query', { ...manifest, rule: { ...manifest.rule, query: 'a=javascript:x()' } }],
      ['rule.exceptions', { ...manifest, rule: { ...manifest.rule, exceptions: undefined } }],
      ['missing[0]', { ...manifest, missing: [1] }],
    ]
    for (const [place, value] of broken) {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      const error = await parseManifest(text).catch((reason: Error & { code?: string }) => reason)
      expect(error, place).to.include({ code: 'SNOW_MANIFEST_INVALID' })
      expect((error as Error).message).to.contain(place)
    }
    expect(await codeOf(parseManifest('"\u2028"'))).to.equal('SNOW_MANIFEST_INVALID')
  })

  it('can be resolved as the selection can', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const { items } = await world.client.incidents.list({
      query: equals('priority', '1'),
      offset: 0,
      limit: 3,
    })
    const rule = { ...selection.rule!, exceptions: [items[0]!] }
    const own: Selection = { incidents: [items[1]!], attachments: [], rule }
    const manifest = await parseManifest(await exportSelection(world.client, own))
    const ids = async (from: Selection | SelectionManifest): Promise<string[]> => {
      const found: string[] = []
      for await (const { sysId } of resolveSelection(world.client, from)) found.push(sysId)
      return found
    }
    const found = await ids(manifest)
    expect(found).to.deep.equal(await ids(own))
    expect(found).to.include(items[2]!.sysId).and.not.include(items[0]!.sysId)
    expect(found.filter((sysId) => sysId === items[1]!.sysId)).to.have.length(1)
  })
})

describe('a manifest as CSV', () => {
  it('has a line for each thing, and says what is gone', async () => {
    const [head, ...rows] = readCsv(writeManifest(await make(), 'csv'))
    const named = rows.map((cells) => Object.fromEntries(head!.map((name, place) => [name, cells[place]])))
    expect(named.map(({ kind, number, state }) => [kind, number, state])).to.deep.equal([
      ['record', 'INC0000001', ''],
      ['included-attachment', '', ''],
      ['record', 'INC0000002', 'gone'],
      ['attachment', '', ''],
      ['rule', '', ''],
      ['exception', 'INC0000003', ''],
      ['missing', 'INC0099999', ''],
    ])
    expect(named[1]).to.include({ record: first.sysId, size_bytes: '1000', hash: 'ab'.repeat(32) })
    expect(named[4]).to.include({ query: 'priority=1', label: 'Critical', live: 'true' })
  })

  it('is no formula in any cell, and says of every text what it is, whatever that is', async () => {
    const manifest = await make()
    const hostile = fc.oneof(
      fc.array(codePoint, { maxLength: 20 }).map((points) => points.join('')),
      fc
        .tuple(
          fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ' =', '＝', '"', ',', '\u202e='),
          fc.string(),
        )
        .map(([start, rest]) => start + rest),
    )
    fc.assert(
      fc.property(hostile, (label) => {
        const text = writeManifest({ ...manifest, rule: { ...manifest.rule!, label } }, 'csv')
        const rows = readCsv(text)
        const cell = rows[5]![12]!
        expect(cell.replace(/^'/, '')).to.equal(label.replace(/^'/, ''))
        for (const one of rows.flat()) expect(one).not.to.match(/^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]/u)
      }),
    )
  })
})

describe('a manifest as Markdown', () => {
  it('has tables of records and files', async () => {
    const text = writeManifest(await make(), 'markdown')
    expect(text).to.contain(`| INC0000002 | incident | ${second.sysId} | 0 |  | gone |`)
    expect(text).to.contain('Except 1: INC0000003').and.contain('    priority=1')
  })

  it('lets no text of the instance be markup, a link, or another cell', async () => {
    const manifest = await make()
    const names = [
      ...['<img src=x onerror=alert(1)>', '![x](http://evil.example)', '[a](javascript:b)', 'a|b|c'],
      ...[
        '`code`',
        '**bold** _it_',
        'www.evil.example',
        'me@evil.example',
        'a\n# head',
        '\u202etxt.exe',
        '\\|x',
      ],
    ]
    for (const fileName of names) {
      const file = { ...manifest.attachments[0]!, file_name: fileName }
      const text = writeManifest({ ...manifest, attachments: [file] }, 'markdown')
      const rows = text.split('\n').filter((line) => line.includes(`| ${third.sysId} |`))
      expect(rows, fileName).to.have.length(1)
      expect(rows[0]!.split('|'), fileName).to.have.length(8)
      const cell = rows[0]!.split('|')[1]!
      expect(cell, fileName).not.to.match(/[<>[\]`*_\\@\u202e]|www\.|:\/\/|#(?!\d+;)/)
    }
  })
})
