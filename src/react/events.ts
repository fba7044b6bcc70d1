import type { EventName } from '@lit/react'
import type { SnowEventMap, SnowEventName } from '../elements/events.js'

type Pascal<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<Name>

/** `onSnowIncidentOpened` of `snow-incident-opened`, with the detail that it brings. */
export type SnowReactEvents = {
  readonly [Name in SnowEventName as `on${Pascal<Name>}`]: EventName<SnowEventMap[Name]>
}

/** The props of all events; the compiler sees to it that each event of `SnowEventMap` has its own. */
export const snowReactEvents = {
  onSnowConnected: 'snow-connected',
  onSnowDisconnected: 'snow-disconnected',
  onSnowConnectionExpiring: 'snow-connection-expiring',
  onSnowSelectionChanged: 'snow-selection-changed',
  onSnowSelectionConfirmed: 'snow-selection-confirmed',
  onSnowIncidentOpened: 'snow-incident-opened',
  onSnowIncidentCreated: 'snow-incident-created',
  onSnowIncidentChanged: 'snow-incident-changed',
  onSnowAttachmentPicked: 'snow-attachment-picked',
  onSnowArticleOpened: 'snow-article-opened',
  onSnowBeforeWrite: 'snow-before-write',
  onSnowSyncEvent: 'snow-sync-event',
  onSnowSyncStatus: 'snow-sync-status',
  onSnowError: 'snow-error',
} as const satisfies { readonly [Prop in keyof SnowReactEvents]: SnowEventName } as SnowReactEvents
