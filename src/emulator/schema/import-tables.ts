import { boolean, choice, dateTime, reference, string, type TableSchema } from './columns.js'
import { extend, table } from './define-table.js'

const row = table(
  'sys_import_set_row',
  'Import Set Row',
  {
    sys_import_set: reference('Set', 'sys_import_set'),
    sys_import_state: choice('State', 'pending'),
    sys_import_state_comment: string('Comment', 4000),
    sys_target_table: string('Target table', 80),
    sys_target_sys_id: string('Target record', 32),
    sys_transform_map: reference('Transform map', 'sys_transform_map'),
    sys_import_row: string('Row', 40),
    sys_class_name: { kind: 'class', label: 'Class', readOnly: true },
  },
  { display: 'sys_import_row', indexed: ['sys_import_set'] },
)

/** Tables that rows come in through, and how they become records. */
export const importTables: readonly TableSchema[] = [
  row,
  extend(row, ['imp_incident', 'Incident Import'], {
    u_short_description: string('Short description', 160),
    u_description: string('Description', 4000),
    u_caller: string('Caller', 100),
    u_category: string('Category', 40),
    u_impact: string('Impact', 40),
    u_urgency: string('Urgency', 40),
    u_correlation_id: string('Correlation ID', 100),
  }),
  table(
    'sys_import_set',
    'Import Set',
    {
      number: string('Number', 40, { readOnly: true }),
      table_name: string('Table', 80),
      state: choice('State', 'loading'),
      short_description: string('Short description', 160),
      load_completed: dateTime('Load completed'),
      mode: choice('Mode', 'asynchronous'),
    },
    { display: 'number', indexed: ['number', 'table_name'], numberPrefix: 'ISET' },
  ),
  table(
    'sys_transform_map',
    'Table Transform Map',
    {
      name: string('Name', 100),
      source_table: string('Source table', 80),
      target_table: string('Target table', 80),
      active: boolean('Active', 'true'),
      run_business_rules: boolean('Run business rules', 'true'),
      order: string('Order', 40),
    },
    { indexed: ['source_table'] },
  ),
  table(
    'sys_transform_entry',
    'Table Field Map',
    {
      map: reference('Map', 'sys_transform_map'),
      source_field: string('Source field', 80),
      target_field: string('Target field', 80),
      coalesce: boolean('Coalesce'),
      choice_action: choice('Choice action', 'ignore'),
    },
    { display: 'source_field', indexed: ['map'] },
  ),
]
