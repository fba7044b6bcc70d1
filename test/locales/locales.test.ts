import { expect } from 'chai'
import { de } from '../../src/locales/de.js'
import { en, type Messages } from '../../src/locales/en.js'
import { pseudoLocale } from '../../src/locales/pseudo.js'
import { errorKinds } from '../../src/shared/error-codes.js'

/** `form.impacts.1` → its phrase, for every phrase of a language. */
function phrases(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]])
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...phrases(inner, path ? `${path}.${key}` : key)]),
  )
}

/** What a phrase says, with plausible arguments. */
function said(phrase: unknown): string {
  if (typeof phrase !== 'function') return String(phrase)
  try {
    return String(phrase(3, 'three', 'x'))
  } catch {
    // A phrase of a name, not of a number.
    return String(phrase('three', 'x'))
  }
}

const languages: Readonly<Record<string, Messages>> = { en, de, 'en-XA': pseudoLocale(en) }

for (const [tag, messages] of Object.entries(languages)) {
  describe(`the words of ${tag}`, () => {
    const own = phrases(messages)

    it('are the same phrases as in English, no more and no fewer', () => {
      expect([...own.keys()].sort()).to.deep.equal([...phrases(en).keys()].sort())
    })

    it('have a sentence for every error', () => {
      for (const code of Object.keys(errorKinds)) {
        expect(said(own.get(`errors.${code}`)), code).to.have.length.greaterThan(5)
      }
    })

    it('say something wherever English does, and never "undefined"', () => {
      for (const [path, phrase] of phrases(en)) {
        const text = said(own.get(path))
        expect(text === '', path).to.equal(said(phrase) === '')
        expect(text, path).not.to.match(/undefined|NaN|\[object/)
      }
    })
  })
}

describe('German', () => {
  it('is no copy of the English', () => {
    const english = phrases(en)
    const same = [...phrases(de)].filter(
      ([path, phrase]) => said(phrase) === said(english.get(path)) && said(phrase).includes(' '),
    )
    // "Code …" and "ServiceNow: …" are German too.
    expect(same.map(([path]) => path)).to.deep.equal(['common.errorCode', 'panel.label'])
  })
})
