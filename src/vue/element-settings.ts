import type { ObjectDirective } from 'vue'
import { propertiesOf, type ElementClass } from '../elements/element-props.js'
import { createHostSettings, type Settings } from '../elements/host-settings.js'
import type { SnowElement } from '../elements/internal/snow-element.js'

/**
 * Sets the properties of an element: before it is in the document, so that it never begins with others, and
 * with each rendering what the host changed. On a server they are attributes, as far as there are some.
 */
export function createElementSettings<E extends SnowElement>(
  elementClass: ElementClass<E>,
): ObjectDirective<E, Settings> {
  const properties = propertiesOf(elementClass)
  const apply = createHostSettings(elementClass)

  return {
    created: (element, { value }) => apply(element, value),
    beforeUpdate: (element, { value }) => apply(element, value),
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
