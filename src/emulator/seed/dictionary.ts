import { systemColumns, type Column, type TableSchema } from '../schema/columns.js'
import { dictionaryLength, dictionaryType } from '../schema/dictionary-type.js'
import { tables } from '../schema/tables.js'
import { type Store } from '../storage/store.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

/** Tables that web services may not reach. */
const closedTables: ReadonlySet<string> = new Set(['sys_plugins'])

/** What the instance knows about its own tables and columns, from the schema. */
export function seedDictionary(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  store.fillLater('sys_db_object', () => {
    for (const schema of tables.values()) {
      store.table('sys_db_object').insert({
        ...system,
        sys_id: tableId(schema.name),
        name: schema.name,
        label: schema.label,
        sys_name: schema.label,
        super_class: schema.extends === undefined ? '' : tableId(schema.extends),
        is_extendable: 'true',
        ws_access: String(!closedTables.has(schema.name)),
      })
    }
  })
  store.fillLater('sys_dictionary', () => {
    for (const schema of tables.values()) {
      store.table('sys_dictionary').insert({
        ...system,
        sys_id: stableId(`sys_dictionary ${schema.name}`),
        name: schema.name,
        internal_type: 'collection',
        active: 'true',
        sys_name: schema.label,
      })
      for (const [element, column] of definedColumns(schema)) {
        store.table('sys_dictionary').insert({ ...system, ...dictionaryRow(schema, element, column) })
      }
    }
  })
  store.fillLater('sys_documentation', () => {
    for (const schema of tables.values()) {
      const row = { ...system, name: schema.name, language: 'en' }
      const sysId = stableId(`sys_documentation ${schema.name}`)
      store.table('sys_documentation').insert({ ...row, sys_id: sysId, label: schema.label })
      for (const [element, { label }] of definedColumns(schema)) {
        const id = stableId(`sys_documentation ${schema.name}.${element}`)
        store.table('sys_documentation').insert({ ...row, sys_id: id, element, label })
      }
    }
  })
}

function tableId(name: string): string {
  return stableId(`sys_db_object ${name}`)
}

/** The columns that a table brings along itself: those that it inherits are listed where they are from. */
function definedColumns(schema: TableSchema): [string, Column][] {
  const inherited = schema.extends === undefined ? undefined : tables.get(schema.extends)?.columns
  return Object.entries(schema.columns).filter(
    ([name]) => inherited === undefined || !Object.hasOwn(inherited, name),
  )
}

function dictionaryRow(schema: TableSchema, element: string, column: Column): Record<string, string> {
  const isChoice = column.kind === 'choice' || column.kind === 'integer-choice'
  const { dependsOn = '' } = column
  return {
    sys_id: stableId(`sys_dictionary ${schema.name}.${element}`),
    name: schema.name,
    element,
    column_label: column.label,
    sys_name: column.label,
    internal_type: dictionaryType(column),
    max_length: String(dictionaryLength(column)),
    mandatory: String(column.mandatory === true),
    read_only: String(column.readOnly === true),
    display: String(schema.display === element),
    primary: String(element === 'sys_id'),
    unique: String(element === 'sys_id'),
    active: 'true',
    array: 'false',
    // 3 is a list without "-- None --", 1 one with it.
    choice: isChoice ? (column.initial ? '3' : '1') : '0',
    reference:
      column.reference !== undefined && tables.has(column.reference) ? tableId(column.reference) : '',
    default_value: Object.hasOwn(systemColumns, element) ? '' : (column.initial ?? ''),
    dependent: dependsOn,
    dependent_on_field: dependsOn,
    use_dependent_field: String(dependsOn !== ''),
  }
}
