import type { SnowEventName } from './events.js'

/** Each event of `SnowEventMap`; the compiler sees to it that none is left out. */
const named: Readonly<Record<SnowEventName, true>> = {
  'snow-connected': true,
  'snow-disconnected': true,
  'snow-connection-expiring': true,
  'snow-selection-changed': true,
  'snow-selection-confirmed': true,
  'snow-view-changed': true,
  'snow-incident-opened': true,
  'snow-record-opened': true,
  'snow-incident-created': true,
  'snow-incident-changed': true,
  'snow-attachment-picked': true,
  'snow-article-opened': true,
  'snow-before-write': true,
  'snow-sync-event': true,
  'snow-sync-status': true,
  'snow-error': true,
}

/** The names of all events, for wrappers that listen to each. */
export const snowEventNames = Object.keys(named) as readonly SnowEventName[]

type Pascal<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<Name>

/** `onSnowIncidentOpened` of `snow-incident-opened`: what React, JSX and Vue call the prop of a listener. */
export type ListenerProp<Name extends SnowEventName> = `on${Pascal<Name>}`

export function listenerProp<Name extends SnowEventName>(name: Name): ListenerProp<Name> {
  return `on-${name}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as ListenerProp<Name>
}
