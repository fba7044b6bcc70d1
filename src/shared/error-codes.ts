/** Who can end an error: the person, a ServiceNow admin, the host's developers, or nobody (waiting helps). */
export type FixedBy = 'person' | 'admin' | 'host' | 'wait'

export interface ErrorKind {
  /** Whether the same request may succeed when it is sent again unchanged. */
  readonly retryable: boolean
  readonly fixedBy: FixedBy
}

const kind = (retryable: boolean, fixedBy: FixedBy): ErrorKind => ({ retryable, fixedBy })
const personRetries = kind(true, 'person')
const personActs = kind(false, 'person')
const adminThenRetry = kind(true, 'admin')
const adminActs = kind(false, 'admin')
const hostThenRetry = kind(true, 'host')
const hostActs = kind(false, 'host')
const waits = kind(true, 'wait')

/**
 * Every code that Snowline throws, returns or shows. What a person reads for a code is in `locales`;
 * renaming a code is a breaking change.
 */
export const errorKinds = {
  // Sign-in
  SNOW_POPUP_BLOCKED: personRetries,
  SNOW_SIGN_IN_TIMEOUT: personRetries,
  SNOW_SIGN_IN_CANCELLED: personRetries,
  SNOW_SIGN_IN_DENIED: personRetries,
  SNOW_STATE_EXPIRED: personRetries,
  SNOW_STATE_INVALID: personRetries,
  SNOW_TOKEN_REFUSED: adminActs,
  SNOW_NOT_CONNECTED: personActs,
  SNOW_RECONNECT_NEEDED: personActs,
  SNOW_USER_CHANGED: personRetries,
  SNOW_TOKEN_EXPIRED: waits,
  SNOW_PROOF_REFUSED: hostActs,
  SNOW_NO_SIGN_IN: hostActs,
  SNOW_GUARD_FAILED: hostThenRetry,
  // Deployment
  SNOW_CONFIG_INVALID: hostActs,
  SNOW_INSTANCE_UNKNOWN: hostActs,
  SNOW_ORIGIN_NOT_ALLOWED: hostActs,
  SNOW_REQUEST_REFUSED: hostActs,
  SNOW_ROUTE_UNKNOWN: hostActs,
  SNOW_PROXY_UNREACHABLE: hostThenRetry,
  SNOW_PROXY_FAILED: hostThenRetry,
  SNOW_STORE_UNREACHABLE: hostThenRetry,
  // The instance
  SNOW_OFFLINE: waits,
  SNOW_TIMEOUT: waits,
  SNOW_INSTANCE_UNREACHABLE: waits,
  SNOW_INSTANCE_ASLEEP: adminThenRetry,
  SNOW_INSTANCE_FAILED: waits,
  SNOW_TRANSACTION_CANCELLED: waits,
  SNOW_RATE_LIMITED: waits,
  SNOW_BAD_RESPONSE: adminThenRetry,
  // Rights and records
  SNOW_ACL_DENIED: adminActs,
  SNOW_SCOPE_DENIED: adminActs,
  SNOW_NOT_FOUND_OR_HIDDEN: personActs,
  SNOW_RULE_REFUSED: personActs,
  SNOW_QUERY_INVALID: personActs,
  SNOW_QUERY_IGNORED: adminActs,
  SNOW_VIEW_INVALID: hostActs,
  SNOW_VIEW_TOO_NEW: hostActs,
  // Writing
  SNOW_INPUT_INVALID: personActs,
  SNOW_ACTION_UNKNOWN: hostActs,
  SNOW_WRITE_REFUSED: personActs,
  SNOW_OUTCOME_UNKNOWN: personActs,
  SNOW_CONFLICT: personActs,
  // Files
  SNOW_FILE_TOO_LARGE: personActs,
  SNOW_FILE_REFUSED: personActs,
  SNOW_FILE_SCAN_PENDING: waits,
  SNOW_UPLOAD_MISMATCH: waits,
  // What a host keeps, and what it passes in
  SNOW_MANIFEST_INVALID: hostActs,
  SNOW_NEWER_VERSION: hostActs,
  SNOW_CALLBACK_FAILED: hostActs,
  // The browser
  SNOW_STORAGE_FAILED: personRetries,
  SNOW_ABORTED: personRetries,
  SNOW_UNEXPECTED: hostActs,
} as const satisfies Record<string, ErrorKind>

export type SnowErrorCode = keyof typeof errorKinds
