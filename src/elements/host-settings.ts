import { propertiesOf, type ElementClass } from './element-props.js'
import type { SnowElement } from './internal/snow-element.js'

/** What the host set, by the names of properties. */
export type Settings = Readonly<Record<string, unknown>>

interface Given {
  settings: Settings
  /** What the element had before the host first set it. */
  readonly defaults: Map<string, unknown>
}

/** Deeper than anything that a host sets, and an end for what contains itself. */
const deepest = 8

/**
 * Sets the properties of an element as the host's framework renders it: only those that the host changed since
 * it rendered last, so that what a person typed or chose stays. What the host sets no longer is as it was.
 */
export function createHostSettings<E extends SnowElement>(
  elementClass: ElementClass<E>,
): (element: E, settings: Settings) => void {
  const names = [...propertiesOf(elementClass).keys()]
  const elements = new WeakMap<E, Given>()

  return (element, settings) => {
    const own = element as unknown as Record<string, unknown>
    const given = elements.get(element) ?? { settings: {}, defaults: new Map<string, unknown>() }
    elements.set(element, given)
    const { settings: before, defaults } = given
    given.settings = settings
    for (const name of names) {
      const value = settings[name]
      if (isSaidAgain(value, before[name])) continue
      if (!defaults.has(name)) defaults.set(name, own[name])
      own[name] = value === undefined ? defaults.get(name) : value
    }
  }
}

/** Whether a value says what the other said: a rendering often makes its lists and plain objects anew. */
function isSaidAgain(value: unknown, before: unknown, depth = 0): boolean {
  if (Object.is(value, before)) return true
  if (depth > deepest || !isPlain(value) || !isPlain(before)) return false
  const names = Object.keys(value)
  return (
    Array.isArray(value) === Array.isArray(before) &&
    names.length === Object.keys(before).length &&
    names.every((name) => Object.hasOwn(before, name) && isSaidAgain(value[name], before[name], depth + 1))
  )
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object)
}
