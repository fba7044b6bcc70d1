import { mayReadColumn, mayUpdate, mayWriteColumn, type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { type TableSchema } from '../../schema/columns.js'
import { tables } from '../../schema/tables.js'
import { dictionaryLength } from '../../schema/dictionary-type.js'
import { internalType } from './internal-type.js'

/** A column as `/api/now/ui/meta` describes it. */
export interface ColumnMeta {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly mandatory: boolean
  readonly read_only: boolean
  readonly max_length: number
  readonly default_value: string
  readonly sortable: boolean
  readonly filterable: boolean
  readonly canread: boolean
  readonly canwrite: boolean
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly dependent_on_field?: string
  readonly reference?: string
  readonly reference_display_field?: string
}

/** Every column of a table, inherited ones too, that this person may read. */
export function columnMetas(
  instance: Instance,
  schema: TableSchema,
  who: Principal,
): Map<string, ColumnMeta> {
  const names = Object.keys(schema.columns).filter((name) =>
    mayReadColumn(instance.store, who, schema.name, name),
  )
  return new Map(names.map((name) => [name, columnMeta(instance, schema, name, who)]))
}

function columnMeta({ store }: Instance, schema: TableSchema, name: string, who: Principal): ColumnMeta {
  const column = schema.columns[name]!
  const choices = [...store.choices(schema.name, name, who.language)]
  const target = column.reference === undefined ? undefined : tables.get(column.reference)
  const readOnly = column.readOnly === true
  const isJournal = column.kind === 'journal' || column.kind === 'merged-journal'
  return {
    name,
    label: column.label,
    type: internalType(column),
    mandatory: column.mandatory === true,
    read_only: readOnly,
    max_length: dictionaryLength(column),
    default_value: column.initial ?? '',
    sortable: !isJournal && column.kind !== 'password2',
    filterable: column.kind !== 'password2',
    canread: true,
    canwrite:
      !readOnly &&
      mayUpdate(store, who, schema.name) &&
      mayWriteColumn(store, who, { table: schema.name, column: name }, 'update'),
    ...(choices.length === 0 ? {} : { choices: choices.map(([value, label]) => ({ value, label })) }),
    ...(column.dependsOn === undefined ? {} : { dependent_on_field: column.dependsOn }),
    ...(target === undefined ? {} : { reference: target.name, reference_display_field: target.display }),
  }
}
