import type { ComplexAttributeConverter } from 'lit'
import type { Sort } from '../../protocol/query.js'

/** Names in an attribute: `number short_description`. */
export const wordsConverter: ComplexAttributeConverter<readonly string[]> = { fromAttribute: listOf }

/** An order in an attribute: `-priority number`. */
export const sortConverter: ComplexAttributeConverter<readonly Sort[] | null> = {
  fromAttribute: (text) => (text === null ? null : sortOf(text)),
}

/**
 * The list that a property was set to: some frameworks set it with the words of the attribute. What is
 * neither is an empty one.
 */
export function listOf<T>(value: readonly T[] | string | null): readonly T[]
export function listOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((word) => word !== '')
  return Array.isArray(value) ? value : []
}

/** The order that a property was set to, in the same way. */
export function sortOf(value: readonly Sort[] | string): readonly Sort[] {
  if (typeof value !== 'string') return listOf(value)
  return listOf<string>(value).map((word) => ({
    field: word.replace(/^-/, ''),
    descending: word.startsWith('-'),
  }))
}
