import type { LitElement } from 'lit'
import type { SnowElement } from './internal/snow-element.js'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type IsWritable<E, Key extends keyof E> = Same<{ [K in Key]: E[Key] }, { -readonly [K in Key]: E[Key] }>
type IsMethod<Value> = Value extends (...args: never[]) => unknown ? true : false

/** The names of what a host sets: `lang` and all that Lit and the platform do not have. */
type SettableName<E> = {
  [Key in keyof E]-?: Key extends 'lang'
    ? Key
    : Key extends keyof LitElement
      ? never
      : true extends IsMethod<E[Key]>
        ? // A callback may be left out; a method is always there.
          undefined extends E[Key]
          ? Key
          : never
        : IsWritable<E, Key> extends true
          ? Key
          : never
}[keyof E]

/** The props of an element: its public properties, each of them optional. */
export type ElementProps<E> = { readonly [Key in SettableName<E>]?: E[Key] | undefined }

export type ElementClass<E extends SnowElement> = Pick<
  typeof SnowElement,
  'elementProperties' | 'observedAttributes'
> & { new (): E }

/** The properties of an element class by name, with the attribute that says the same where there is one. */
export function propertiesOf(
  elementClass: ElementClass<SnowElement>,
): ReadonlyMap<string, { readonly type: unknown; readonly attribute: string | undefined }> {
  // Reading these is what makes Lit collect the properties.
  const attributes = new Set(elementClass.observedAttributes)
  const properties = new Map<string, { type: unknown; attribute: string | undefined }>()
  for (const [name, { type, state, attribute }] of elementClass.elementProperties) {
    if (state === true || typeof name !== 'string') continue
    const own = typeof attribute === 'string' ? attribute : name.toLowerCase()
    properties.set(name, { type, attribute: attributes.has(own) ? own : undefined })
  }
  return properties
}
