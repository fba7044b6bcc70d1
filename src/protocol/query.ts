/**
 * A condition on records, as a tree. `buildQuery` writes it as a ServiceNow encoded query, `parseQuery`
 * reads one back strictly, `matchesQuery` decides it for a row: what ServiceNow drops, we notice.
 */
export type Query = Comparison | Membership | Emptiness | Conjunction | Disjunction | TextSearch

export type ComparisonOperator =
  | 'equals'
  | 'not-equals'
  | 'contains'
  | 'not-contains'
  | 'starts-with'
  | 'ends-with'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal'

export interface Comparison {
  readonly kind: 'comparison'
  readonly field: string
  readonly operator: ComparisonOperator
  readonly value: string | ServerValue
}

export interface Membership {
  readonly kind: 'membership'
  readonly field: string
  readonly negated: boolean
  readonly values: readonly string[]
}

export interface Emptiness {
  readonly kind: 'emptiness'
  readonly field: string
  readonly empty: boolean
}

/** All of them; an empty one matches everything. */
export interface Conjunction {
  readonly kind: 'and'
  readonly of: readonly Query[]
}

/** At least one of them; never empty. */
export interface Disjunction {
  readonly kind: 'or'
  readonly of: readonly Query[]
}

/** ServiceNow's full-text search; only the server can decide it. */
export interface TextSearch {
  readonly kind: 'text'
  readonly text: string
}

/** A value that the server computes. `current-groups` are all groups of the user: it goes with `equals` only. */
export interface ServerValue {
  readonly server: ServerValueName
}

export type ServerValueName = 'current-user' | 'current-groups' | 'now'

export interface Sort {
  readonly field: string
  readonly descending: boolean
}
