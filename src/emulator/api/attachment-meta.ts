import { type Instance } from '../instance.js'
import { type StoredRow } from '../storage/stored-row.js'

const stock = [
  'table_sys_id',
  'size_bytes',
  'download_link',
  'sys_updated_on',
  'sys_id',
  'image_height',
  'sys_created_on',
  'file_name',
  'sys_created_by',
  'compressed',
  'average_image_color',
  'sys_updated_by',
  'sys_tags',
  'table_name',
  'image_width',
  'sys_mod_count',
  'content_type',
  'size_compressed',
] as const
const modern = [...stock, 'chunk_size_bytes', 'hash', 'state'] as const

/** The description of a file, every value a text. */
export function attachmentMeta(instance: Instance, row: StoredRow, origin: string): Record<string, string> {
  const { store, switches } = instance
  const keys = switches['attachment-keys']
  const result: Record<string, string> = {}
  for (const column of keys === 'older' ? stock : modern) {
    result[column] =
      column === 'download_link' ? `${origin}/api/now/attachment/${row.sys_id}/file` : (row[column] ?? '')
  }
  if (keys !== 'documented') return result
  const nameOf = (userName = ''): string =>
    store.table('sys_user').find('user_name', userName)?.name ?? userName
  return {
    ...result,
    created_by_name: nameOf(row.sys_created_by),
    updated_by_name: nameOf(row.sys_updated_by),
  }
}
