import { type Instance } from '../../instance.js'
import { sha256, toHex } from '../../records/sha256.js'
import { type TableSchema } from '../../schema/columns.js'
import { childrenOf, tables } from '../../schema/tables.js'
import { dictionaryLength } from '../../schema/dictionary-type.js'
import { internalType } from '../ui/internal-type.js'

/** A class of configuration items as `/api/now/cmdb/meta` describes it. */
export function classMeta({ store }: Instance, schema: TableSchema): object {
  const parent = schema.extends === undefined ? undefined : tables.get(schema.extends)
  const children = childrenOf(schema.name)
  return {
    icon_url: 'images/app.ngbsm/default.svg',
    is_extendable: true,
    parent: parent?.name ?? '',
    children,
    name: schema.name,
    icon: toHex(sha256(new TextEncoder().encode(schema.name))).slice(0, 32),
    attributes: Object.entries(schema.columns).map(([element, column]) => ({
      is_inherited: String(parent !== undefined && Object.hasOwn(parent.columns, element)),
      is_mandatory: String(column.mandatory === true),
      is_read_only: String(column.readOnly === true),
      default_value: column.initial || null,
      label: column.label,
      type: internalType(column),
      element,
      max_length: String(dictionaryLength(column)),
      is_display: String(schema.display === element),
    })),
    // An emulated instance suggests every type of relation to the whole CMDB.
    relationship_rules: [...store.table('cmdb_rel_type').all()].map(({ sys_id }) => ({
      ...{ parent: schema.name, relation_type: sys_id, child: 'cmdb_ci' },
    })),
    label: schema.label,
    identification_rules: {
      related_rules: [{ ...relatedByName }],
      applies_to: schema.name,
      identifiers: [
        identifier('serial_number', 100),
        identifier('name', 200),
        { ...identifier('ip_address,mac_address', 300), ...byAdapter },
      ],
      name: `${schema.label} Rule`,
      description: `Identifier for ${schema.label.toLowerCase()}.`,
      active: true,
      is_independent: true,
    },
  }
}

/** Items are known by their network adapters too, where an instance keeps those. */
const byAdapter = {
  condition: 'install_status!=100^EQ',
  exact_count_match: true,
  referenced_field: 'cmdb_ci',
  table: 'cmdb_ci_network_adapter',
}

function identifier(attributes: string, order: number): object {
  return {
    condition: null,
    exact_count_match: false,
    referenced_field: null,
    active: true,
    attributes,
    allow_fallback: false,
    table: null,
    order,
    allow_null_attribute: false,
  }
}

/** What is installed on an item is found by its name there. */
const relatedByName = {
  ...identifier('name', 100),
  condition: '',
  referenced_field: 'installed_on',
  table: 'cmdb_print_queue_instance',
}
