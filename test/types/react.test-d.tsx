import type { ReactElement } from 'react'
import type { SnowEventMap, SnowEventName } from '../../src/elements/events.js'
import type { Incident } from '../../src/protocol/records.js'
import { SnowConnect, SnowPanel, type SnowReactEvents } from '../../src/react/index.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const proven = <T extends true>(): T | undefined => undefined

// Each event has its prop, and each prop brings the event of its name.
proven<Equal<SnowReactEvents[keyof SnowReactEvents]['__eventType'], SnowEventMap[SnowEventName]>>()
proven<Equal<SnowReactEvents['onSnowSyncStatus']['__eventType'], SnowEventMap['snow-sync-status']>>()

/** What a host application writes. */
export function Host(): ReactElement {
  return (
    <>
      <SnowPanel
        proxy="https://sn.example.com"
        instance="prod"
        bridge="/bridge.html"
        direct
        view="tickets"
        sync
        syncInterval={60}
        onSnowConnected={({ detail }) => detail.user.name satisfies string}
        onSnowIncidentOpened={({ detail }) => detail.incident satisfies Incident}
        onSnowBeforeWrite={(event) => {
          if (event.detail.request.action === 'create_incident') event.detail.approve()
          else event.preventDefault()
        }}
        onSnowSyncEvent={({ detail }) => detail.kind satisfies 'added' | 'changed'}
        onSnowError={({ detail }) => detail.error.code satisfies `SNOW_${string}`}
      />
      <SnowConnect banner lang="de" onSnowDisconnected={({ detail }) => detail.reason satisfies string} />
    </>
  )
}

export function wrong(): ReactElement {
  return (
    <>
      {/* @ts-expect-error -- seconds are a number */}
      <SnowPanel syncInterval="60" />
      {/* @ts-expect-error -- a switch, not a text */}
      <SnowConnect direct="https://acme.service-now.com" />
      {/* @ts-expect-error -- the detail of another event */}
      <SnowPanel onSnowConnected={({ detail }) => detail.incident} />
      {/* @ts-expect-error -- no such event */}
      <SnowPanel onSnowClicked={() => undefined} />
    </>
  )
}
