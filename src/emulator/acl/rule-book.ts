import { type Rows } from '../storage/rows.js'
import { type Store } from '../storage/store.js'
import { type AccessRule, type Operation } from './access-rule.js'

/** The active rules of an instance by operation and name, as its tables have them now. */
export interface RuleBook {
  /** The rules for `read incident.work_notes`, say; `undefined` when there are none. */
  rulesFor(operation: Operation, name: string): readonly AccessRule[] | undefined
}

interface KnownBook {
  readonly sources: readonly Rows[]
  version: number
  book: RuleBook
}

const books = new WeakMap<Store, KnownBook>()

/** Reads the rules once, and again when an admin has changed them. */
export function ruleBookOf(store: Store): RuleBook {
  let known = books.get(store)
  if (known === undefined) {
    const sources = ['sys_security_acl', 'sys_security_acl_role', 'sys_user_role'].map((name) =>
      store.table(name),
    )
    known = { sources, version: versionOf(sources), book: readRules(store) }
    books.set(store, known)
    return known.book
  }
  const version = versionOf(known.sources)
  if (version !== known.version) {
    known.version = version
    known.book = readRules(store)
  }
  return known.book
}

function versionOf(sources: readonly Rows[]): number {
  let sum = 0
  for (const { version } of sources) sum += version
  return sum
}

function readRules(store: Store): RuleBook {
  const rules = new Map<string, AccessRule[]>()
  for (const row of store.table('sys_security_acl').all()) {
    if (row.active === 'false' || (row.type ?? 'record') !== 'record') continue
    const roles: string[] = []
    for (const { sys_user_role } of store
      .table('sys_security_acl_role')
      .equalTo('sys_security_acl', row.sys_id!) ?? []) {
      // A role that is gone still keeps others out.
      roles.push(store.row('sys_user_role', sys_user_role ?? '')?.name ?? '')
    }
    const rule: AccessRule = {
      name: row.name ?? '',
      operation: (row.operation ?? 'read') as Operation,
      roles,
      ...(row.condition ? { condition: row.condition } : {}),
      ...(row.script ? { script: row.script } : {}),
      adminOverrides: row.admin_overrides !== 'false',
    }
    const key = `${rule.operation} ${rule.name}`
    const others = rules.get(key)
    if (others === undefined) rules.set(key, [rule])
    else others.push(rule)
  }
  return { rulesFor: (operation, name) => rules.get(`${operation} ${name}`) }
}
