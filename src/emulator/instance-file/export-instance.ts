import { type Instance } from '../instance.js'
import { tables } from '../schema/tables.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { toBase64 } from './base64.js'
import { fileVersion, type InstanceFile } from './instance-file.js'

/** Everything that the instance holds; `createEmulator({ data })` makes the same instance of it. */
export function exportInstance(instance: Instance): InstanceFile {
  const { store } = instance
  return {
    'snowline-emulator': fileVersion,
    random: instance.random.state,
    counters: Object.fromEntries(instance.counters),
    tables: Object.fromEntries(
      [...tables.keys()].map((name) => [name, Array.from(rowsOf(store, name), withoutEmpty)]),
    ),
    files: Object.fromEntries(Array.from(store.files, ([sysId, bytes]) => [sysId, toBase64(bytes)])),
  }
}

/**
 * The same as JSON text, a row on a line, in pieces: the text of a million records is longer than one
 * string can be.
 */
export function* exportText(instance: Instance): Generator<string, void> {
  const { store } = instance
  yield `{\n"snowline-emulator": ${fileVersion},\n"random": ${instance.random.state},\n`
  yield `"counters": ${JSON.stringify(Object.fromEntries(instance.counters))},\n"tables": {\n`
  yield* lines(
    Array.from(tables.keys(), (name) => ({
      name,
      *text() {
        yield '[\n'
        yield* separated(rowsOf(store, name), (row) => JSON.stringify(withoutEmpty(row)))
        yield ']'
      },
    })),
  )
  yield '},\n"files": {\n'
  yield* lines(
    Array.from(store.files, ([name, bytes]) => ({
      name,
      *text() {
        yield JSON.stringify(toBase64(bytes))
      },
    })),
  )
  yield '}\n}\n'
}

function* lines(members: readonly { name: string; text(): Iterable<string> }[]): Generator<string, void> {
  for (const [at, { name, text }] of members.entries()) {
    yield `${JSON.stringify(name)}: `
    yield* text()
    yield at === members.length - 1 ? '\n' : ',\n'
  }
}

/** Texts of about as many letters as are good to pass on at once. */
const pieceLength = 65_536

function* separated(rows: Iterable<StoredRow>, text: (row: StoredRow) => string): Generator<string, void> {
  let piece = ''
  let separator = ''
  for (const row of rows) {
    piece += separator + text(row)
    separator = ',\n'
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield separator === '' ? piece : `${piece}\n`
}

/** The rows of a table, with the journal entries that nobody has looked at yet. */
function* rowsOf(store: Store, name: string): Generator<StoredRow, void> {
  yield* store.ownRows(name).all()
  if (name === 'sys_journal_field') yield* store.lazyJournals?.untold() ?? []
}

/** An empty column is an absent one. */
function withoutEmpty(row: StoredRow): StoredRow {
  const kept: StoredRow = {}
  for (const [column, value] of Object.entries(row)) if (value !== '') kept[column] = value
  return kept
}
