import type { Article, Attachment, Incident, TableRecord } from '../protocol/records.js'
import type { InstanceSummary } from '../protocol/proxy-contract.js'
import type { User } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import type { ListView } from '../state/list-view/list-view.js'
import type { BeforeWrite, Selection } from '../state/types.js'
import type { SyncEvent, SyncStatus } from '../sync/types.js'

export type { BeforeWrite }

/**
 * Every fact that leaves the widget. All of them bubble and are composed; each is fired once, by the
 * outermost Snowline element. The React props are derived from this map.
 */
export interface SnowEventMap {
  'snow-connected': CustomEvent<{ readonly instance: InstanceSummary; readonly user: User }>
  'snow-disconnected': CustomEvent<{ readonly reason: 'signed-out' | 'expired' | 'revoked' }>
  /** 14, 3 and 1 days before the connection ends. */
  'snow-connection-expiring': CustomEvent<{ readonly expiresAt: string; readonly days: number }>
  'snow-selection-changed': CustomEvent<Selection>
  /** The person pressed Attach: this is what they chose. */
  'snow-selection-confirmed': CustomEvent<Selection>
  /** The person looks at a list in another way; `viewString` is all of it, for the URL of the host page. */
  'snow-view-changed': CustomEvent<{ readonly view: ListView; readonly viewString: string }>
  'snow-incident-opened': CustomEvent<{ readonly incident: Incident }>
  /** A record of another table than that of incidents. */
  'snow-record-opened': CustomEvent<{ readonly record: TableRecord }>
  'snow-incident-created': CustomEvent<{
    readonly incident: Incident
    readonly attachments: readonly Attachment[]
  }>
  'snow-incident-changed': CustomEvent<{ readonly incident: Incident; readonly fields: readonly string[] }>
  'snow-attachment-picked': CustomEvent<{ readonly attachment: Attachment }>
  'snow-article-opened': CustomEvent<{ readonly article: Omit<Article, 'html'> }>
  /** Cancelable: `preventDefault()` refuses the write. */
  'snow-before-write': CustomEvent<BeforeWrite>
  'snow-sync-event': CustomEvent<SyncEvent>
  'snow-sync-status': CustomEvent<{ readonly status: SyncStatus }>
  'snow-error': CustomEvent<{ readonly error: SnowError }>
}

export type SnowEventName = keyof SnowEventMap

/** Dispatches a fact; returns false when a cancelable one was prevented. */
export function emit<K extends SnowEventName>(
  host: HTMLElement,
  type: K,
  detail: SnowEventMap[K]['detail'],
  init: Pick<EventInit, 'cancelable'> = {},
): boolean {
  return host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, ...init, detail }))
}

declare global {
  // That map rather than HTMLElementEventMap: it also types listeners on `document` and `window`.
  interface GlobalEventHandlersEventMap extends SnowEventMap {}
}
