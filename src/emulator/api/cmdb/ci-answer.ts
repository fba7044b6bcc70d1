import { columnReader, mayReadRow, type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { displayOf } from '../../query/column-path.js'
import { classOf } from '../../records/record-class.js'
import { type StoredRow } from '../../storage/stored-row.js'

interface AnswerOptions {
  readonly who: Principal
  readonly origin: string
}

/** A configuration item as the CMDB API writes it: its attributes, and its relations in both directions. */
export function ciAnswer(instance: Instance, row: StoredRow, options: AnswerOptions): object {
  return {
    outbound_relations: relations(instance, row, { ...options, from: 'parent', to: 'child' }),
    attributes: attributes(instance, row, options),
    inbound_relations: relations(instance, row, { ...options, from: 'child', to: 'parent' }),
  }
}

function attributes({ store }: Instance, row: StoredRow, { who, origin }: AnswerOptions): object {
  const table = classOf(row, 'cmdb_ci')
  const mayRead = columnReader(store, who)
  const found: Record<string, unknown> = {}
  for (const [name, { kind, reference = '' }] of Object.entries(store.table(table).schema.columns)) {
    const value = mayRead(table, name, row) ? (row[name] ?? '') : ''
    if (kind === 'boolean') found[name] = value === '' ? 'false' : value
    else if (kind !== 'reference' || value === '') found[name] = value
    else {
      const link = `${origin}/api/now/table/${reference}/${value}`
      found[name] = { display_value: displayOf(store, reference, value), link, value }
    }
  }
  return found
}

interface Direction extends AnswerOptions {
  readonly from: 'parent' | 'child'
  readonly to: 'parent' | 'child'
}

function relations({ store }: Instance, row: StoredRow, { from, to, who, origin }: Direction): object[] {
  const related = [...(store.table('cmdb_rel_ci').equalTo(from, row.sys_id!) ?? [])]
  return related.flatMap((relation) => {
    const target = store.row('cmdb_ci', relation[to] ?? '')
    if (target === undefined || !mayReadRow(store, who, classOf(target, 'cmdb_ci'), target)) return []
    const type = relation.type ?? ''
    return [
      {
        sys_id: relation.sys_id,
        type: {
          display_value: displayOf(store, 'cmdb_rel_type', type),
          link: `${origin}/api/now/table/cmdb_rel_type/${type}`,
          value: type,
        },
        target: {
          display_value: target.name ?? '',
          link: `${origin}/api/now/cmdb/instance/cmdb_ci/${target.sys_id}`,
          value: target.sys_id,
        },
      },
    ]
  })
}
