/** What somebody wants to do. `query_match` is asking a list question about rows or by a column. */
export type Operation = 'read' | 'create' | 'write' | 'delete' | 'query_match'

/**
 * One access rule as an instance keeps it in `sys_security_acl`. A rule lets through who has one of its
 * roles, where its condition and its script hold; one of several rules of the same name is enough.
 */
export interface AccessRule {
  /** `incident`, `incident.work_notes`, `task.*`, `*` or `*.comments`. */
  readonly name: string
  readonly operation: Operation
  /** Any of them; none at all: everybody, even who is not signed in. */
  readonly roles: readonly string[]
  /** Encoded query that the row must match. */
  readonly condition?: string
  /** Name of a script in `scripts.ts`. */
  readonly script?: string
  /** `false`: admins are held to the rule like everybody. */
  readonly adminOverrides?: boolean
}
