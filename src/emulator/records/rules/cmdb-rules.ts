import { ancestorsOf, childrenOf } from '../../schema/tables.js'
import { type RecordRule } from './record-rule.js'

/** A new item knows the way to its class: a short code for each class from `cmdb_ci` down. */
export const fillClassPath: RecordRule = ({ before, table }) => {
  if (before !== undefined) return {}
  const line = [...ancestorsOf(table)].reverse()
  const codes = line.map((name, at) => {
    const place = at === 0 ? 0 : childrenOf(line[at - 1]!).indexOf(name)
    return `/!${String.fromCharCode(33 + place)}`
  })
  return { sys_class_path: codes.join('') }
}
