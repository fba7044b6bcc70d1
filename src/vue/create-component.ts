import {
  defineComponent,
  h,
  shallowRef,
  toRaw,
  withDirectives,
  type ComponentPublicInstance,
  type Slots,
  type VNode,
} from 'vue'
import { listenerProp, snowEventNames, type ListenerProp } from '../elements/event-names.js'
import type { SnowEventMap, SnowEventName } from '../elements/events.js'
import type { SnowElement } from '../elements/internal/snow-element.js'
import { createElementSettings } from './element-settings.js'
import { propertiesOf, type ElementClass, type ElementProps } from '../elements/element-props.js'

/**
 * `onSnowIncidentOpened` of `snow-incident-opened`, which is `@snow-incident-opened` in a template. Each
 * brings the event itself, so that `preventDefault()` can refuse a write.
 */
export type SnowVueListeners = {
  readonly [Name in SnowEventName as ListenerProp<Name>]?: ((event: SnowEventMap[Name]) => void) | undefined
}

/** A component for an element. A template ref has the element as `element`, `null` until it is mounted. */
export type SnowVueComponent<E extends SnowElement> = new (
  ...args: unknown[]
) => ComponentPublicInstance<ElementProps<E> & SnowVueListeners, { readonly element: E | null }>

/**
 * The component for a tag: properties are props, the events of `SnowEventMap` are its events, slots are
 * passed on, and everything else (class, style, other listeners) goes to the element.
 */
export function createComponent<E extends SnowElement>(
  name: string,
  tag: string,
  elementClass: ElementClass<E>,
): SnowVueComponent<E> {
  const properties = propertiesOf(elementClass)
  const settings = createElementSettings(elementClass)
  const component = defineComponent({
    name,
    props: Object.fromEntries([...properties].map(([prop, { type }]) => [prop, propOf(type)])),
    emits: [...snowEventNames],
    setup(props, { emit, slots, expose }) {
      const element = shallowRef<E | null>(null)
      expose({ element })
      const listeners = Object.fromEntries(
        snowEventNames.map((event) => [listenerProp(event), (fact: Event) => emit(event, fact)]),
      )
      return () => {
        // An element reads its private fields: what a host keeps in reactive state is passed as it is.
        const set = Object.fromEntries(Object.entries(props).map(([prop, value]) => [prop, toRaw(value)]))
        return withDirectives(h(tag, { ref: element, ...listeners }, contentOf(slots)), [[settings, set]])
      }
    },
  })
  return component as unknown as SnowVueComponent<E>
}

/** Left out, a switch is `undefined` too, not off: the element has its own default. */
function propOf(type: unknown): object {
  if (type === Boolean) return { type: Boolean, default: undefined }
  return { type: type === Number ? Number : null }
}

/** Named slots come in a box that takes no room: a slot may hold text, which cannot name its slot itself. */
function contentOf({ default: main, ...named }: Slots): VNode[] {
  const boxes = Object.entries(named).map(([slot, content]) =>
    h('div', { key: slot, slot, style: { display: 'contents' } }, content?.()),
  )
  return [...(main?.() ?? []), ...boxes]
}
