import { boolean, choice, integer, reference, string, type TableSchema } from './columns.js'
import { table } from './define-table.js'

/** Tables of what an instance does by itself, and of what it remembers of deleted records. */
export const ruleTables: readonly TableSchema[] = [
  table(
    'sys_script',
    'Business Rule',
    {
      name: string('Name', 80),
      collection: string('Table', 80),
      description: string('Description', 4000),
      active: boolean('Active', 'true'),
      when: choice('When', 'before'),
      order: integer('Order', { initial: '100' }),
      action_insert: boolean('Insert'),
      action_update: boolean('Update'),
      action_delete: boolean('Delete'),
      filter_condition: string('Filter Conditions', 4000),
      abort_action: boolean('Abort action'),
      add_message: boolean('Add message'),
      message: string('Message', 4000),
    },
    { indexed: ['collection'] },
  ),
  table(
    'sys_data_policy2',
    'Data Policy',
    {
      short_description: string('Short description', 80),
      model_table: string('Table', 80),
      conditions: string('Conditions', 4000),
      active: boolean('Active', 'true'),
      inherit: boolean('Inherit'),
    },
    { display: 'short_description', indexed: ['model_table'] },
  ),
  table(
    'sys_data_policy_rule',
    'Data Policy Rule',
    {
      sys_data_policy: reference('Data policy', 'sys_data_policy2'),
      field: string('Field name', 80),
      mandatory: boolean('Mandatory', 'true'),
    },
    { display: 'field', indexed: ['sys_data_policy'] },
  ),
  table(
    'sys_audit_delete',
    'Audit Delete',
    {
      tablename: string('Table Name', 80),
      documentkey: string('Document key', 32),
      display_value: string('Display value'),
      payload: string('Payload', 65000),
    },
    { display: 'display_value', indexed: ['documentkey'] },
  ),
  table(
    'sys_attachment_attribute',
    'Attachment Attribute',
    {
      attachment: reference('Attachment', 'sys_attachment'),
      key: string('Key', 100),
      value: string('Value', 4000),
    },
    { display: 'key', indexed: ['attachment'] },
  ),
]
