import { type TableSchema } from '../schema/columns.js'
import { type FileProblem } from './read-instance-file.js'

/** What is wrong with the rows of a table: columns that do not exist, values that are no text, sys_ids. */
export function checkRows(schema: TableSchema, rows: readonly unknown[]): FileProblem[] {
  const problems: FileProblem[] = []
  const sysIds = new Map<string, number>()
  for (const [at, row] of rows.entries()) {
    const say = (message: string, ...column: string[]): void => {
      problems.push({ path: ['tables', schema.name, at, ...column], message })
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      say('must be an object of columns')
      continue
    }
    for (const [column, value] of Object.entries(row)) {
      if (!Object.hasOwn(schema.columns, column)) say(`${schema.name} has no such column`, column)
      else if (typeof value !== 'string')
        say(`must be a text such as ${JSON.stringify(asText(value))}`, column)
    }
    const { sys_id: sysId, sys_class_name: className } = row as Record<string, unknown>
    if (typeof sysId !== 'string') {
      if (sysId === undefined) say('is missing: 32 characters, 0 to 9 and a to f', 'sys_id')
      continue
    }
    if (!/^[0-9a-z_-]{1,32}$/.test(sysId)) say('must be up to 32 small letters and digits', 'sys_id')
    const other = sysIds.get(sysId)
    if (other !== undefined) say(`is that of tables.${schema.name}[${other}] already`, 'sys_id')
    sysIds.set(sysId, at)
    if (typeof className === 'string' && className !== '' && className !== schema.name) {
      say(`must be ${schema.name}, or the row belongs in tables.${className}`, 'sys_class_name')
    }
  }
  return problems
}

/** What somebody meant who wrote a number or a boolean. */
function asText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'text'
}
