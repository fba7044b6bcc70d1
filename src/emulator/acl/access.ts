import { type Principal } from '../acl.js'
import { ancestorsOf, isKindOf, tables } from '../schema/tables.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type AccessRule, type Operation } from './access-rule.js'
import { type RuleBook, ruleBookOf } from './rule-book.js'
import { ruleCondition } from './rule-condition.js'
import { accessScripts, type ScriptAccess } from './scripts.js'

/** The verdict on a table or column: for every row the same, or one by one. */
type Verdict = boolean | ((row: StoredRow) => boolean)

interface PlacedColumn {
  readonly table: string
  readonly column: string
  readonly row: StoredRow | undefined
}

/** What one person may do; each question about a table or column is worked out once. */
export class Access implements ScriptAccess {
  readonly store: Store
  readonly who: Principal
  readonly #book: RuleBook
  readonly #tables = new Map<Operation, Map<string, Verdict>>()
  readonly #columns = new Map<Operation, Map<string, Map<string, Verdict>>>()

  constructor(store: Store, who: Principal, book: RuleBook) {
    this.store = store
    this.who = who
    this.#book = book
  }

  /** Whether this person may do this to a row; the rules are those of the row's own class. */
  allowsRow(operation: Operation, table: string, row: StoredRow): boolean {
    return isMet(this.#tableVerdict(operation, classOf(table, row)), row)
  }

  /** Whether this person may do this to some row of the table. */
  allowsTable(operation: Operation, table: string): boolean {
    return this.#tableVerdict(operation, table) !== false
  }

  /** Whether this person may do this to a column; a rule that asks about the row is met without one. */
  allowsColumn(operation: Operation, { table, column, row }: PlacedColumn): boolean {
    return isMet(this.#columnVerdict(operation, table, column), row)
  }

  readonly readsRow = (table: string, row: StoredRow): boolean =>
    !this.store.hidden.has(row.sys_id!) && this.allowsRow('read', table, row)

  readonly readsColumn = (table: string, column: string, row?: StoredRow): boolean =>
    isMet(this.#columnVerdict('read', table, column), row)

  /** A table without rules about querying may be queried by everybody. */
  queries(table: string): boolean {
    return ancestorsOf(table).every((name) => this.#book.rulesFor('query_match', name) === undefined)
      ? true
      : this.allowsTable('query_match', table)
  }

  /** Asking by a column that one may not read of every row would tell what it holds. */
  queriesBy(table: string, column: string): boolean {
    return (
      this.#columnVerdict('read', table, column) === true &&
      this.#columnVerdict('query_match', table, column) === true
    )
  }

  /** The rules of the table itself, else of what it extends, else those for all tables. */
  #tableVerdict(operation: Operation, table: string): Verdict {
    const known = within(this.#tables, operation)
    let verdict = known.get(table)
    if (verdict === undefined) {
      verdict = this.#first(operation, [...ancestorsOf(table), '*'], table) ?? this.who.admin
      known.set(table, verdict)
    }
    return verdict
  }

  #columnVerdict(operation: Operation, table: string, column: string): Verdict {
    const columns = within(within(this.#columns, operation), table)
    let verdict = columns.get(column)
    if (verdict === undefined) {
      verdict = this.#workedOut(operation, table, column)
      columns.set(column, verdict)
    }
    return verdict
  }

  /** A rule for the column goes before one for all columns; a column without any is open. */
  #workedOut(operation: Operation, table: string, column: string): Verdict {
    const line = ancestorsOf(table)
    const names = [
      ...line.map((name) => `${name}.${column}`),
      `*.${column}`,
      ...line.map((name) => `${name}.*`),
      '*.*',
    ]
    return this.#first(operation, names, table) ?? true
  }

  /** The verdict of the most specific rules that there are. */
  #first(operation: Operation, names: readonly string[], table: string): Verdict | undefined {
    for (const name of names) {
      const rules = this.#book.rulesFor(operation, name)
      if (rules !== undefined) return anyOf(rules.map((rule) => this.#verdictOf(rule, table)))
    }
    return undefined
  }

  #verdictOf(rule: AccessRule, table: string): Verdict {
    const { who } = this
    if (who.admin && rule.adminOverrides !== false) return true
    if (rule.roles.length > 0 && !rule.roles.some((role) => who.roles.has(role))) return false
    return allOf([this.#condition(rule, table), this.#script(rule)])
  }

  #condition({ condition }: AccessRule, table: string): Verdict {
    const schema = tables.get(table)
    if (condition === undefined) return true
    return schema !== undefined && ruleCondition(condition, schema, this)
  }

  #script({ script }: AccessRule): Verdict {
    if (script === undefined) return true
    const run = accessScripts.get(script)
    return run === undefined ? false : (row) => run(row, this)
  }
}

/** The map that is kept under a key, made when it is asked for first. */
function within<Key, Inner, Value>(outer: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = outer.get(key)
  if (inner === undefined) outer.set(key, (inner = new Map<Inner, Value>()))
  return inner
}

/** Without a row: whether there may be one for which it holds. */
function isMet(verdict: Verdict, row: StoredRow | undefined): boolean {
  return typeof verdict === 'boolean' ? verdict : row === undefined || verdict(row)
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true
  const open = verdicts.filter((verdict) => typeof verdict === 'function')
  if (open.length === 0) return false
  return open.length === 1 ? open[0]! : (row) => open.some((verdict) => verdict(row))
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false
  const open = verdicts.filter((verdict) => typeof verdict === 'function')
  if (open.length === 0) return true
  return open.length === 1 ? open[0]! : (row) => open.every((verdict) => verdict(row))
}

/** A row read through a table that its own extends is judged by its own. */
function classOf(table: string, row: StoredRow): string {
  const own = row.sys_class_name
  return own === undefined || own === table || !isKindOf(own, table) ? table : own
}

const known = new WeakMap<RuleBook, WeakMap<Principal, Access>>()

/** What `who` may do on this instance, by the rules that its tables hold now. */
export function accessOf(store: Store, who: Principal): Access {
  const book = ruleBookOf(store)
  let people = known.get(book)
  if (people === undefined) known.set(book, (people = new WeakMap<Principal, Access>()))
  let access = people.get(who)
  if (access === undefined) people.set(who, (access = new Access(store, who, book)))
  return access
}
