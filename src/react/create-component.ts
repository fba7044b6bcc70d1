import { createComponent as createEventComponent, type ReactWebComponent } from '@lit/react'
import * as React from 'react'
import { propertiesOf, type ElementClass } from '../elements/element-props.js'
import { createHostSettings } from '../elements/host-settings.js'
import type { SnowElement } from '../elements/internal/snow-element.js'
import { snowReactEvents as events, type SnowReactEvents } from './events.js'

/** The library sets each property with each rendering, whatever a person has chosen meanwhile: it is given none. */
class WithoutProperties {}

// On a server nothing is painted, and React 18 warns of effects that wait for it.
const useBeforePaint = typeof document === 'undefined' ? React.useEffect : React.useLayoutEffect

/**
 * The component for a tag: properties are props, the events of `SnowEventMap` are `onSnow…`, a `ref` is the
 * element, and everything else (`className`, `style`, slotted children) goes to the element.
 */
export function createComponent<E extends SnowElement>(
  tagName: string,
  elementClass: ElementClass<E>,
): ReactWebComponent<E, SnowReactEvents> {
  const properties = propertiesOf(elementClass)
  const apply = createHostSettings(elementClass)
  const Tag = createEventComponent({
    ...{ react: React, tagName, events },
    elementClass: WithoutProperties as unknown as new () => HTMLElement,
  })

  const Component = React.forwardRef<E, Readonly<Record<string, unknown>>>((props, ref) => {
    const element = React.useRef<E>(null)
    const isSetting = ([name]: [string, unknown]): boolean => properties.has(name)
    const given = Object.entries(props)
    const settings = Object.fromEntries(given.filter(isSetting))
    const rest = Object.fromEntries(given.filter((entry) => !isSetting(entry)))
    useBeforePaint(() => apply(element.current!, settings))
    React.useImperativeHandle(ref, () => element.current!, [])
    return React.createElement(Tag, { ...rest, ref: element as React.Ref<HTMLElement> })
  })
  Component.displayName = elementClass.name
  return Component as unknown as ReactWebComponent<E, SnowReactEvents>
}
