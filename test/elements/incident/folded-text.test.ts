import { expect } from 'chai'
import fc from 'fast-check'
import { foldedText } from '../../../src/elements/incident/folded-text.js'
import { initialsOf, personName } from '../../../src/elements/incident/person-name.js'

describe('foldedText', () => {
  it('leaves a short text whole', () => {
    expect(foldedText('one\ntwo')).to.equal(undefined)
  })

  it('cuts after twelve lines', () => {
    expect(
      foldedText(Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n'))?.split('\n'),
    ).to.have.length(12)
  })

  it('cuts a long line where a word ends', () => {
    expect(foldedText('word '.repeat(400))).to.match(/word$/)
  })

  it('is a beginning of the text and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000, minLength: 650 }), (text) => {
        const folded = foldedText(text)
        if (folded === undefined) return
        expect(text.startsWith(folded)).to.equal(true)
        expect(folded).not.to.match(/[\ud800-\udbff]$/)
      }),
    )
  })
})

describe('personName', () => {
  it('gives people who are known their name', () => {
    expect(personName('abel.tuter', ['Beth Anglin', 'Abel Tuter'])).to.equal('Abel Tuter')
    expect(personName('elif.yilmaz', ['Abel Tuter'])).to.equal('elif.yilmaz')
    expect(personName('', ['Abel Tuter'])).to.equal('')
  })
})

describe('initialsOf', () => {
  it('takes first and last word, of names and of user names', () => {
    expect(initialsOf('Abel Tuter')).to.equal('AT')
    expect(initialsOf('beth.anglin')).to.equal('BA')
    expect(initialsOf('Zoë van Dijk')).to.equal('ZD')
    expect(initialsOf('')).to.equal('')
  })
})
