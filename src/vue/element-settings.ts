import type { ObjectDirective } from 'vue'
import type { SnowElement } from '../elements/internal/snow-element.js'
import { propertiesOf, type ElementClass } from './element-props.js'

/** What the host set, by the names of properties. */
export type Settings = Readonly<Record<string, unknown>>

/**
 * Sets the properties of an element: before it is in the document, so that it never begins with others,
 * and later only those that the host changed, so that what a person typed or chose stays. What the host
 * sets no longer is as it was. On a server they are attributes, as far as there are some.
 */
export function createElementSettings<E extends SnowElement>(
  elementClass: ElementClass<E>,
): ObjectDirective<E, Settings> {
  const properties = propertiesOf(elementClass)
  const unset = new WeakMap<E, Map<string, unknown>>()

  function apply(element: E, settings: Settings, before: Settings): void {
    const own = element as unknown as Record<string, unknown>
    const defaults = unset.get(element) ?? new Map<string, unknown>()
    unset.set(element, defaults)
    for (const name of properties.keys()) {
      const value = settings[name]
      if (value === before[name]) continue
      if (!defaults.has(name)) defaults.set(name, own[name])
      own[name] = value === undefined ? defaults.get(name) : value
    }
  }

  return {
    created: (element, { value }) => apply(element, value, {}),
    beforeUpdate: (element, { value, oldValue }) => apply(element, value, oldValue ?? {}),
    getSSRProps({ value }) {
      const attributes: Record<string, string> = {}
      for (const [name, { attribute }] of properties) {
        const text = attributeText(value[name])
        if (attribute !== undefined && text !== undefined) attributes[attribute] = text
      }
      return attributes
    },
  }
}

function attributeText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '' : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
