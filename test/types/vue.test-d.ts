import { h, type VNode } from 'vue'
import type { IncidentPickerElement } from '../../src/elements/incident-picker/incident-picker-element.js'
import type { SnowEventMap, SnowEventName } from '../../src/elements/events.js'
import type { Incident } from '../../src/protocol/records.js'
import {
  SnowConnect,
  type SnowIncidentPicker,
  SnowPanel,
  type ElementProps,
  type SnowVueListeners,
} from '../../src/vue/index.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const proven = <T extends true>(): T | undefined => undefined

// Each event has its listener, and each listener gets the event of its name.
type EventOf<Listener> = NonNullable<Listener> extends (event: infer Heard) => void ? Heard : never
type Heard = { [Prop in keyof SnowVueListeners]-?: EventOf<SnowVueListeners[Prop]> }
proven<Equal<Heard[keyof Heard], SnowEventMap[SnowEventName]>>()
proven<Equal<EventOf<SnowVueListeners['onSnowSyncStatus']>, SnowEventMap['snow-sync-status']>>()

// Properties are props; methods, what only can be read, and what Lit and the platform have are not.
type PickerProps = ElementProps<IncidentPickerElement>
proven<Equal<PickerProps['selection'], IncidentPickerElement['selection'] | undefined>>()
proven<Equal<Extract<keyof PickerProps, 'lang' | 'proxy' | 'search'>, 'lang' | 'proxy' | 'search'>>()
proven<
  Equal<Extract<keyof PickerProps, 'selected' | 'refresh' | 'renderRoot' | 'title' | 'hasUpdated'>, never>
>()

// A template ref is the component, and has its element.
type Picker = InstanceType<typeof SnowIncidentPicker>
proven<Equal<Picker['element'], IncidentPickerElement | null>>()

/** What a host application writes. */
export function host(): VNode[] {
  return [
    h(SnowPanel, {
      proxy: 'https://sn.example.com',
      instance: 'prod',
      direct: true,
      view: 'tickets',
      syncInterval: 60,
      class: 'beside',
      onSnowConnected: ({ detail }) => void (detail.user.name satisfies string),
      onSnowIncidentOpened: ({ detail }) => void (detail.incident satisfies Incident),
      onSnowBeforeWrite: (event) => event.preventDefault(),
    }),
    h(SnowConnect, { banner: true, lang: 'de' }),
  ]
}

// What a template is checked against.
type PanelProps = InstanceType<typeof SnowPanel>['$props']
const props = (given: PanelProps): PanelProps => given
props({ proxy: 'https://sn.example.com', onSnowError: ({ detail }) => void detail.error.code })
// @ts-expect-error -- seconds are a number
props({ syncInterval: '60' })
// @ts-expect-error -- a switch, not a text
props({ direct: 'https://acme.service-now.com' })
// @ts-expect-error -- the detail of another event
props({ onSnowConnected: ({ detail }) => void detail.incident })
// @ts-expect-error -- no such event
props({ onSnowClicked: () => undefined })
