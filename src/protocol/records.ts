import type { FieldValue, Row } from './field-value.js'

/**
 * The records that Snowline reads, in JavaScript's names. Dates are ISO 8601 in UTC
 * (`2026-11-04T22:29:20Z`), or `''` when unset; sys_ids are 32 hexadecimal characters.
 *
 * This one is a record of any table, as a list shows it.
 */
export interface TableRecord {
  readonly table: string
  readonly sysId: string
  /** `''` for a record of a table without numbers, and where the user may not read it. */
  readonly number: string
  readonly updatedAt: string
  /** `sys_mod_count`: how often the record was saved; with the sys_id it names one version. */
  readonly modCount: number
  /** The columns that were read, by their wire names (`short_description`). */
  readonly fields: Row
}

export interface Incident extends TableRecord {
  readonly table: 'incident'
  readonly shortDescription: string
  readonly description: string
  readonly state: FieldValue
  readonly holdReason: FieldValue
  readonly priority: FieldValue
  readonly impact: FieldValue
  readonly urgency: FieldValue
  readonly category: FieldValue
  readonly caller: FieldValue
  readonly assignedTo: FieldValue
  readonly assignmentGroup: FieldValue
  readonly openedAt: string
  readonly resolvedAt: string
  readonly closeCode: FieldValue
  readonly closeNotes: string
  readonly active: boolean
  readonly correlationId: string
}

export type JournalKind = 'comment' | 'work-note'

/** One entry of an incident's journal. A comment goes to the caller, a work note does not. */
export interface JournalEntry {
  /** Stable within the record, also when the instance only lets us read the rendered text. */
  readonly id: string
  readonly kind: JournalKind
  readonly author: string
  readonly createdAt: string
  readonly text: string
}

export interface Attachment {
  readonly sysId: string
  readonly tableName: string
  readonly recordSysId: string
  readonly fileName: string
  readonly contentType: string
  readonly sizeBytes: number
  /** SHA-256 in hexadecimal, `''` on instances that do not tell. */
  readonly hash: string
  /** `pending` while the instance's antivirus looks at it. */
  readonly state: 'available' | 'pending'
  readonly createdAt: string
  readonly createdBy: string
}

export interface ArticleSummary {
  readonly sysId: string
  readonly number: string
  readonly title: string
  /** Plain text; ServiceNow's `<B>` marks are in `matches`. */
  readonly snippet: string
  /** Ranges of `snippet` that match the search, as [start, end) in UTF-16 units. */
  readonly matches: readonly (readonly [number, number])[]
  readonly knowledgeBase: string
  readonly updatedAt: string
}

export interface Article {
  readonly sysId: string
  readonly number: string
  readonly title: string
  /** Hostile markup as it came: only a sanitiser may touch it. */
  readonly html: string
  readonly knowledgeBase: string
  readonly updatedAt: string
  readonly attachments: readonly ArticleAttachment[]
  /** Where ServiceNow shows this article. */
  readonly url: string
}

export interface ArticleAttachment {
  readonly sysId: string
  readonly fileName: string
  readonly sizeBytes: number
}

/** A requested item (`sc_req_item`) of the service catalogue. */
export interface RequestItem {
  readonly sysId: string
  readonly number: string
  readonly requestNumber: string
  readonly shortDescription: string
  readonly item: string
  readonly stage: FieldValue
  readonly state: FieldValue
  readonly openedAt: string
  readonly updatedAt: string
}

/** A choice of a list field, as `sys_choice` keeps it. */
export interface Choice {
  readonly value: string
  readonly label: string
}

export interface User {
  readonly sysId: string
  readonly userName: string
  readonly name: string
  readonly email: string
}
