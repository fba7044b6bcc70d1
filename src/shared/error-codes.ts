/** Who can end an error: the person, a ServiceNow admin, the host's developers, or nobody (waiting helps). */
export type FixedBy = 'person' | 'admin' | 'host' | 'wait'

export interface ErrorKind {
  /** Whether the same request may succeed when it is sent again unchanged. */
  readonly retryable: boolean
  readonly fixedBy: FixedBy
}

/**
 * Every code that Snowline throws, returns or shows. What a person reads for a code is in `locales`;
 * renaming a code is a breaking change.
 */
export const errorKinds = {
  // Sign-in
  SNOW_POPUP_BLOCKED: { retryable: true, fixedBy: 'person' },
  SNOW_SIGN_IN_TIMEOUT: { retryable: true, fixedBy: 'person' },
  SNOW_SIGN_IN_CANCELLED: { retryable: true, fixedBy: 'person' },
  SNOW_SIGN_IN_DENIED: { retryable: true, fixedBy: 'person' },
  SNOW_STATE_EXPIRED: { retryable: true, fixedBy: 'person' },
  SNOW_STATE_INVALID: { retryable: true, fixedBy: 'person' },
  SNOW_TOKEN_REFUSED: { retryable: false, fixedBy: 'admin' },
  SNOW_NOT_CONNECTED: { retryable: false, fixedBy: 'person' },
  SNOW_RECONNECT_NEEDED: { retryable: false, fixedBy: 'person' },
  // Deployment
  SNOW_CONFIG_INVALID: { retryable: false, fixedBy: 'host' },
  SNOW_INSTANCE_UNKNOWN: { retryable: false, fixedBy: 'host' },
  SNOW_ORIGIN_NOT_ALLOWED: { retryable: false, fixedBy: 'host' },
  SNOW_REQUEST_REFUSED: { retryable: false, fixedBy: 'host' },
  SNOW_ROUTE_UNKNOWN: { retryable: false, fixedBy: 'host' },
  SNOW_PROXY_UNREACHABLE: { retryable: true, fixedBy: 'host' },
  SNOW_PROXY_FAILED: { retryable: true, fixedBy: 'host' },
  // The instance
  SNOW_OFFLINE: { retryable: true, fixedBy: 'wait' },
  SNOW_TIMEOUT: { retryable: true, fixedBy: 'wait' },
  SNOW_INSTANCE_UNREACHABLE: { retryable: true, fixedBy: 'wait' },
  SNOW_INSTANCE_ASLEEP: { retryable: true, fixedBy: 'admin' },
  SNOW_INSTANCE_FAILED: { retryable: true, fixedBy: 'wait' },
  SNOW_TRANSACTION_CANCELLED: { retryable: true, fixedBy: 'wait' },
  SNOW_RATE_LIMITED: { retryable: true, fixedBy: 'wait' },
  SNOW_BAD_RESPONSE: { retryable: true, fixedBy: 'admin' },
  // Rights and records
  SNOW_ACL_DENIED: { retryable: false, fixedBy: 'admin' },
  SNOW_SCOPE_DENIED: { retryable: false, fixedBy: 'admin' },
  SNOW_NOT_FOUND_OR_HIDDEN: { retryable: false, fixedBy: 'person' },
  SNOW_RULE_REFUSED: { retryable: false, fixedBy: 'person' },
  SNOW_QUERY_INVALID: { retryable: false, fixedBy: 'person' },
  SNOW_QUERY_IGNORED: { retryable: false, fixedBy: 'admin' },
  // Writing
  SNOW_INPUT_INVALID: { retryable: false, fixedBy: 'person' },
  SNOW_ACTION_UNKNOWN: { retryable: false, fixedBy: 'host' },
  SNOW_WRITE_REFUSED: { retryable: false, fixedBy: 'person' },
  SNOW_OUTCOME_UNKNOWN: { retryable: false, fixedBy: 'person' },
  SNOW_CONFLICT: { retryable: false, fixedBy: 'person' },
  // Files
  SNOW_FILE_TOO_LARGE: { retryable: false, fixedBy: 'person' },
  SNOW_FILE_REFUSED: { retryable: false, fixedBy: 'person' },
  SNOW_FILE_SCAN_PENDING: { retryable: true, fixedBy: 'wait' },
  SNOW_UPLOAD_MISMATCH: { retryable: true, fixedBy: 'wait' },
  // The browser
  SNOW_STORAGE_FAILED: { retryable: true, fixedBy: 'person' },
  SNOW_ABORTED: { retryable: true, fixedBy: 'person' },
  SNOW_UNEXPECTED: { retryable: false, fixedBy: 'host' },
} as const satisfies Record<string, ErrorKind>

export type SnowErrorCode = keyof typeof errorKinds
