import { type ComplexAttributeConverter } from 'lit'

/** Reads an attribute that is a number above 0; anything else means `initial`, as HTML's own attributes do. */
export function positiveNumber(initial: number): ComplexAttributeConverter<number, unknown> {
  return {
    fromAttribute(text) {
      const value = Number(text)
      return value > 0 ? value : initial
    },
  }
}
