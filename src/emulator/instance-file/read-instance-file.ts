import { SnowError } from '../../shared/errors.js'
import { tables } from '../schema/tables.js'
import { fromBase64 } from './base64.js'
import { checkFamilies } from './check-families.js'
import { checkRows } from './check-rows.js'
import { fileVersion, type InstanceFile } from './instance-file.js'

/** Where a file is wrong, and what to do about it. */
export interface FileProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** More than these help nobody. */
const mostProblems = 20

/** Checks an instance file; throws `SNOW_CONFIG_INVALID` with the path of everything that must change. */
export function readInstanceFile(value: unknown): InstanceFile {
  const problems = problemsOf(value)
  if (problems.length === 0) return value as InstanceFile
  throw refused(problems, (path) => pathText(path))
}

/** The error for problems, each on a line after the place that `name` gives to its path. */
export function refused(
  problems: readonly FileProblem[],
  name: (path: FileProblem['path']) => string,
): SnowError {
  const lines = problems.slice(0, mostProblems).map(({ path, message }) => `${name(path)}: ${message}`)
  if (problems.length > mostProblems) lines.push(`and ${problems.length - mostProblems} more`)
  return new SnowError('SNOW_CONFIG_INVALID', lines.join('\n  '))
}

/** `tables.incident[3].sys_id` */
export function pathText(path: FileProblem['path']): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return text === '' ? 'the file' : text.replace(/^\./, '')
}

const parts: ReadonlySet<string> = new Set(['snowline-emulator', 'tables', 'files', 'counters', 'random'])

/** Everything that is wrong with a value that should be an instance file. */
export function problemsOf(value: unknown): readonly FileProblem[] {
  if (!isObject(value)) return [{ path: [], message: 'must be an object with "snowline-emulator": 1' }]
  if (value['snowline-emulator'] !== fileVersion) {
    const message = `must be ${fileVersion}: this is no instance file, or one of another version`
    return [{ path: ['snowline-emulator'], message }]
  }
  const problems: FileProblem[] = []
  for (const part of Object.keys(value)) {
    if (parts.has(part)) continue
    problems.push({
      path: [part],
      message: `is no part of an instance file; its parts are ${[...parts].join(', ')}`,
    })
  }
  checkTables(value.tables, problems)
  checkFiles(value.files, problems)
  checkCounters(value.counters, problems)
  if (value.random !== undefined && !isWhole(value.random)) {
    problems.push({ path: ['random'], message: 'must be a whole number, or be left out' })
  }
  return problems
}

function checkTables(value: unknown, problems: FileProblem[]): void {
  if (!isObject(value)) {
    problems.push({ path: ['tables'], message: 'must be an object with a list of rows for each table' })
    return
  }
  for (const [name, rows] of Object.entries(value)) {
    const schema = tables.get(name)
    if (schema === undefined)
      problems.push({ path: ['tables', name], message: 'the emulator has no such table' })
    else if (!Array.isArray(rows))
      problems.push({ path: ['tables', name], message: 'must be a list of rows' })
    else for (const problem of checkRows(schema, rows)) problems.push(problem)
  }
  for (const problem of checkFamilies(value)) problems.push(problem)
}

function checkFiles(value: unknown, problems: FileProblem[]): void {
  if (value === undefined) return
  if (!isObject(value)) {
    problems.push({ path: ['files'], message: 'must be an object with base64 by sys_id of the attachment' })
    return
  }
  for (const [sysId, content] of Object.entries(value)) {
    if (typeof content === 'string' && fromBase64(content) !== undefined) continue
    problems.push({ path: ['files', sysId], message: 'must be the base64 of the file' })
  }
}

function checkCounters(value: unknown, problems: FileProblem[]): void {
  if (value === undefined) return
  if (!isObject(value)) {
    problems.push({ path: ['counters'], message: 'must be an object with the last number of each table' })
    return
  }
  for (const [name, last] of Object.entries(value)) {
    if (!tables.has(name))
      problems.push({ path: ['counters', name], message: 'the emulator has no such table' })
    else if (!isWhole(last))
      problems.push({ path: ['counters', name], message: 'must be a whole number from 0' })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWhole(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
