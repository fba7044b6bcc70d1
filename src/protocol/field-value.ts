/**
 * One column of a record as `sysparm_display_value=all` gives it: the stored value and the text that
 * ServiceNow shows for it. An empty choice, `display_value: null` on the wire, reads as `label: ''`.
 */
export interface FieldValue {
  /** The stored value: a sys_id for a reference, a number as text for a choice, UTC for a date. */
  readonly value: string
  /** What ServiceNow shows, in the language and time zone of the signed-in user. */
  readonly label: string
}

/** A record as it came: column name to value. Wire names (`short_description`) stay as they are. */
export type Row = Readonly<Record<string, FieldValue>>

export const emptyValue: FieldValue = Object.freeze({ value: '', label: '' })
