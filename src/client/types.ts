import type { Row } from '../protocol/field-value.js'
import type { Query, Sort } from '../protocol/query.js'
import type {
  Article,
  ArticleSummary,
  Attachment,
  Choice,
  Incident,
  JournalEntry,
  RequestItem,
} from '../protocol/records.js'
import type { ConnectedSession, Session } from '../protocol/proxy-contract.js'
import type { Clock } from '../shared/clock.js'

export interface ClientOptions {
  /** URL of the proxy's mount, for example `https://sn.example.com` or `https://example.com/servicenow`. */
  readonly proxy: string
  /** Id of the instance in the proxy's configuration. */
  readonly instance: string
  /**
   * URL of the bridge page, for a page on another site than the proxy: `bridge.html` of the package served
   * from the page's own origin, or any page of it that has the SDK. Must be in the proxy's configuration.
   */
  readonly bridge?: string | undefined
  /**
   * Sends requests to the instance itself instead of through the relay. The proxy's configuration must allow
   * it (`direct`), and the instance needs a CORS rule for the page's origin.
   */
  readonly direct?: boolean | undefined
  readonly fetch?: typeof fetch
  readonly clock?: Clock
  /** Random numbers in [0, 1), for the jitter of retries. */
  readonly random?: () => number
  /**
   * The host's own signed token, for an instance that is connected by a service account. Called with every
   * request, so the host caches it; `''` sends none. What it rejects with is `SNOW_NOT_CONNECTED`.
   */
  readonly hostToken?: HostToken | undefined
  /** The browser's part of signing in; replaced in tests and where proxy and instance run in the page. */
  readonly navigation?: SignInNavigation
}

export interface SignInWindow {
  /** Goes to another address; only while the window has not left its first one. */
  go(url: string): void
  focus(): void
  close(): void
  /**
   * What the browser says. Opener policies make it lie (always "closed"), so it may raise a question and
   * decides nothing.
   */
  readonly closed?: boolean
}

export type HostToken = () => Promise<string>

/** How a sign-in leaves the page. */
export interface SignInNavigation {
  /**
   * Opens the popup. Must be called synchronously in a click. `null`: the browser blocked it.
   * `name` is that of this connection's window: a second click finds the window of the first, and two
   * connections of one page do not take each other's.
   */
  open(url: string, name: string): SignInWindow | null
  /** Leaves the page; the sign-in comes back to `returnTo`. */
  assign(url: string): void
  /** Where a redirect returns to: the page's own address. */
  readonly returnTo: string
  /** Whether the person is at this page and not in the window; unknown when left out. */
  readonly focused?: boolean
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** `background` lets the calls of a person go first. */
  readonly priority?: 'background' | undefined
}

export interface PopupOptions extends CallOptions {
  /**
   * Told when the person has been back at the page for two seconds while the window looks closed, and when
   * that is over. A reason to ask them, and none to stop waiting.
   */
  readonly onSeemsClosed?: ((closed: boolean) => void) | undefined
}

export interface PageOptions extends CallOptions {
  readonly offset: number
  readonly limit: number
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Whether the server has rows after this page. A short page is not the end: ACLs hide rows after the limit. */
  readonly more: boolean
  /** Offset of the next page on the server, hidden rows included. */
  readonly nextOffset: number
  /** The server's count of the whole query, blind to row ACLs: at most this many are visible. */
  readonly total: number | undefined
}

export interface ListIncidentsOptions extends PageOptions {
  readonly query: Query
  readonly sort?: readonly Sort[]
  /** Columns to read beside those of an `Incident`, by wire name: they are in `fields` of each. */
  readonly fields?: readonly string[]
}

/** Fields of a new incident. `category` and the choices are stored values, not labels. */
export interface IncidentDraft {
  readonly shortDescription: string
  readonly description?: string
  readonly category?: string
  readonly impact?: '1' | '2' | '3'
  readonly urgency?: '1' | '2' | '3'
  /** sys_id; the signed-in user when left out. */
  readonly caller?: string
}

export interface UploadOptions extends CallOptions {
  readonly tableName: string
  readonly recordSysId: string
  readonly fileName: string
}

export interface IncidentsApi {
  list(options: ListIncidentsOptions): Promise<Page<Incident>>
  /** By sys_id or by number. Throws `SNOW_NOT_FOUND_OR_HIDDEN`. */
  get(idOrNumber: string, options?: CallOptions): Promise<Incident>
  /** Comments and work notes, newest first; work notes only for those who may read them. */
  journal(sysId: string, options?: CallOptions): Promise<readonly JournalEntry[]>
  /**
   * One POST, never repeated. Throws `SNOW_OUTCOME_UNKNOWN` when the answer was lost after the
   * request may have reached the instance. Callers use the action `create_incident` instead.
   */
  create(draft: IncidentDraft, correlationId: string, options?: CallOptions): Promise<Incident>
  /** The incident that carries this `correlation_id`, re-checked literally; `undefined` when there is none. */
  findByCorrelationId(correlationId: string, options?: CallOptions): Promise<Incident | undefined>
  /** PATCHes columns (wire names) and returns the record as the instance has it now. */
  update(sysId: string, changes: Readonly<Record<string, string>>, options?: CallOptions): Promise<Incident>
  choices(element: string, options?: CallOptions): Promise<readonly Choice[]>
}

export interface AttachmentsApi {
  list(tableName: string, recordSysId: string, options?: CallOptions): Promise<readonly Attachment[]>
  /** Attachment counts of many records in one request: sys_id of the record to its files. */
  listFor(
    tableName: string,
    recordSysIds: readonly string[],
    options?: CallOptions,
  ): Promise<readonly Attachment[]>
  /** The file's bytes as `application/octet-stream`, whatever it claims to be: a blob URL of it runs nothing. */
  download(sysId: string, options?: CallOptions): Promise<Blob>
  /** Uploads and verifies size (and hash where the instance tells it). */
  upload(file: Blob, options: UploadOptions): Promise<Attachment>
}

export interface KnowledgeApi {
  search(
    text: string,
    options?: CallOptions & { readonly limit?: number },
  ): Promise<readonly ArticleSummary[]>
  /** By sys_id or `KB…` number. */
  article(idOrNumber: string, options?: CallOptions): Promise<Article>
}

export interface RequestsApi {
  /** Items requested for the signed-in user, newest first. */
  mine(options?: CallOptions): Promise<readonly RequestItem[]>
}

export interface RecordsApi {
  /** Any table that the proxy allows; wire names. */
  list(
    table: string,
    options: PageOptions & {
      readonly query: Query
      readonly sort?: readonly Sort[]
      readonly fields: readonly string[]
    },
  ): Promise<Page<Row>>
  /** The choices of a list field; where the table has none, those of the table that it `extends`. */
  choices(field: ChoiceField, options?: CallOptions): Promise<readonly Choice[]>
}

export interface ChoiceField {
  /** Wire name of the table. */
  readonly table: string
  readonly element: string
  readonly extends?: string | undefined
}

export interface SessionApi {
  /** Asks the proxy who is signed in. */
  read(options?: CallOptions): Promise<Session>
  /**
   * Signs in by popup. Call it synchronously in a click. Resolves once `/session` says connected, however
   * the popup ended. Rejects with `SNOW_POPUP_BLOCKED`, `SNOW_SIGN_IN_TIMEOUT` (10 minutes),
   * `SNOW_SIGN_IN_DENIED` or the signal's reason.
   */
  signInWithPopup(options?: PopupOptions): Promise<ConnectedSession>
  /** Brings the open popup to the front, or opens it again. Call it synchronously in a click. */
  reopenPopup(): void
  /** Leaves the page to sign in and comes back. */
  signInWithRedirect(): void
  signOut(options?: CallOptions): Promise<void>
  /** Calls `listener` when another tab, or the sign-in window, may have changed the session. */
  onMaybeChanged(listener: () => void, signal: AbortSignal): void
}

/** A connection to one instance through one proxy. Holds no token: the browser's cookie is the session. */
export interface Client {
  readonly proxy: string
  readonly instance: string
  readonly session: SessionApi
  readonly incidents: IncidentsApi
  readonly attachments: AttachmentsApi
  readonly knowledge: KnowledgeApi
  readonly requests: RequestsApi
  readonly records: RecordsApi
  /**
   * Deep link into ServiceNow's own interface. Needs the instance's URL: throws `SNOW_NOT_CONNECTED`
   * before the session was read once.
   */
  recordUrl(table: string, sysId: string): string
}
