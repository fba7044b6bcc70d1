import type { ComplexAttributeConverter } from 'lit'
import type { Sort } from '../../protocol/query.js'

/** Names in an attribute: `number short_description`. */
export const wordsConverter: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (text) => (text ?? '').split(/[\s,]+/).filter((word) => word !== ''),
}

/** An order in an attribute: `-priority number`. */
export const sortConverter: ComplexAttributeConverter<readonly Sort[] | null> = {
  fromAttribute: (text) =>
    text === null
      ? null
      : text
          .split(/[\s,]+/)
          .filter((word) => word !== '')
          .map((word) => ({ field: word.replace(/^-/, ''), descending: word.startsWith('-') })),
}
