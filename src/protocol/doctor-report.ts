import type { FixedBy } from '../shared/error-codes.js'
import type { InstanceSummary } from './proxy-contract.js'

/** What a finding means for those who use Snowline: something does not work, or it works less well. */
export type DoctorSeverity = 'failed' | 'warning'

interface FindingKind {
  readonly severity: DoctorSeverity
  readonly fixedBy: FixedBy
}

const failed = (fixedBy: FixedBy): FindingKind => ({ severity: 'failed', fixedBy })
const warning = (fixedBy: FixedBy): FindingKind => ({ severity: 'warning', fixedBy })

/**
 * Everything that the doctor can find, and who can change it: `host` is whoever runs the proxy. Ids are
 * public API; `docs/doctor.md` has a line for each.
 */
export const doctorFindings = {
  // Configuration of the proxy
  'configuration-invalid': failed('host'),
  'configuration-spaces': warning('host'),
  'configuration-unknown': warning('host'),
  'credentials-mangled': failed('host'),
  'seal-keys-invalid': failed('host'),
  'seal-key-repeated': warning('host'),
  'origin-invalid': failed('host'),
  'origin-other-site': failed('host'),
  // The way to the instance
  'dns-unresolved': failed('host'),
  'tls-untrusted': failed('host'),
  'tls-expiring': warning('admin'),
  'instance-unreachable': failed('host'),
  'instance-asleep': failed('admin'),
  'instance-moved': failed('host'),
  'not-servicenow': failed('host'),
  'instance-refuses': failed('admin'),
  'instance-failed': failed('wait'),
  'no-answer': failed('wait'),
  'answer-broken': failed('admin'),
  'clock-off': warning('host'),
  'clock-far-off': failed('host'),
  // The OAuth application
  'oauth-inactive': failed('admin'),
  'client-unknown': failed('host'),
  'client-inactive': failed('admin'),
  'client-public': failed('admin'),
  'authorization-refused': failed('admin'),
  'redirect-mismatch': failed('admin'),
  'pkce-unconfirmed': warning('admin'),
  'secret-refused': failed('host'),
  'scope-refused': failed('admin'),
  'refresh-refused': failed('host'),
  'refresh-missing': failed('admin'),
  'refresh-rotates': warning('host'),
  'password-grant-off': warning('admin'),
  'client-credentials-off': failed('admin'),
  'client-credentials-refused': failed('host'),
  'application-user-missing': failed('admin'),
  'application-user-inactive': failed('admin'),
  'release-before-pkce': warning('admin'),
  'release-before-client-credentials': failed('admin'),
  // Signing in
  'person-refused': failed('person'),
  'person-read-only': failed('admin'),
  'session-ended': failed('person'),
  'sign-in-expired': warning('person'),
  'sign-in-mixed-up': warning('person'),
  'sign-in-denied': warning('person'),
  'popup-blocked': warning('person'),
  'code-refused': warning('person'),
  'origin-not-listed': warning('host'),
  // What the person may do
  'scope-missing': failed('admin'),
  'api-role-missing': failed('admin'),
  'itil-missing': warning('admin'),
  'account-admin': warning('admin'),
  'query-scripts-refused': warning('admin'),
  'incident-acl-denied': failed('admin'),
  'incident-table-closed': failed('admin'),
  'incident-columns-hidden': failed('admin'),
  'incident-write-denied': warning('admin'),
  'incident-hidden': warning('admin'),
  'incident-unknown': warning('person'),
  'rows-hidden': warning('admin'),
  'attachment-acl-denied': failed('admin'),
  'knowledge-plugin-missing': warning('admin'),
  'knowledge-acl-denied': failed('admin'),
  'knowledge-empty': warning('admin'),
  'table-unknown': failed('host'),
  'table-acl-denied': failed('admin'),
  'table-large': warning('host'),
  'field-unknown': warning('host'),
  // Direct mode
  'cors-off': failed('admin'),
  'cors-rule-missing': failed('admin'),
  'cors-method-missing': failed('admin'),
  'cors-header-missing': failed('admin'),
  'cors-exposed-missing': warning('admin'),
  // Limits and defaults
  'rate-limited': failed('wait'),
  'rate-limit-low': warning('admin'),
  'assignment-group-unknown': failed('host'),
  'assignment-group-inactive': failed('admin'),
  'category-unknown': failed('host'),
  // The doctor itself
  'doctor-failed': failed('host'),
} as const satisfies Record<string, FindingKind>

export type DoctorFindingId = keyof typeof doctorFindings

/** One thing that is wrong. Every text is the doctor's own: no secret, nobody's name, no words of a page. */
export interface DoctorFinding {
  readonly id: DoctorFindingId
  readonly severity: DoctorSeverity
  readonly found: string
  /** The likely cause. */
  readonly cause: string
  /** What to change, a step each, in the words of ServiceNow or of the proxy's configuration. */
  readonly change: readonly string[]
  readonly fixedBy: FixedBy
  /** What an admin searches the instance's logs for. */
  readonly transactionId?: string
}

export type DoctorStatus = 'ok' | 'warning' | 'failed' | 'skipped'

export interface DoctorCheck {
  readonly id: string
  readonly title: string
  readonly status: DoctorStatus
  /** What was found; for a skipped check the reason. */
  readonly found: string
  /** Empty unless the status is `warning` or `failed`. */
  readonly findings: readonly DoctorFinding[]
  /** Id of the check that has to be mended first. */
  readonly because?: string
  readonly durationMs: number
}

/** One request of the doctor to the instance: no query, no body. */
export interface DoctorRequest {
  readonly check: string
  readonly method: string
  readonly path: string
  /** 0: no answer came. */
  readonly status: number
  readonly durationMs: number
  readonly transactionId?: string
}

/** Whose rights the checks ran with. */
export type DoctorActor = 'session' | 'password' | 'service-account' | 'nobody'

/** What the doctor found, as plain values. */
export interface DoctorReport {
  readonly format: 1
  /** ISO 8601, by the proxy's clock. */
  readonly at: string
  /** The worst status of all checks; skipped ones do not count. */
  readonly status: Exclude<DoctorStatus, 'skipped'>
  /** Absent when the configuration says too little. */
  readonly instance?: InstanceSummary
  readonly actor: DoctorActor
  readonly checks: readonly DoctorCheck[]
  readonly requests: readonly DoctorRequest[]
}
