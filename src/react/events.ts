import type { EventName } from '@lit/react'
import { listenerProp, snowEventNames, type ListenerProp } from '../elements/event-names.js'
import type { SnowEventMap, SnowEventName } from '../elements/events.js'

/** `onSnowIncidentOpened` of `snow-incident-opened`, with the detail that it brings. */
export type SnowReactEvents = {
  readonly [Name in SnowEventName as ListenerProp<Name>]: EventName<SnowEventMap[Name]>
}

/** The props of all events, and the events that they stand for. */
export const snowReactEvents = Object.fromEntries(
  snowEventNames.map((name) => [listenerProp(name), name]),
) as unknown as SnowReactEvents
