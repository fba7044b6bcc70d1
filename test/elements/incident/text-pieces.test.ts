import { expect } from 'chai'
import fc from 'fast-check'
import { safeHref, textPieces } from '../../../src/elements/incident/text-pieces.js'

const kinds = (text: string): readonly (readonly [string, string])[] =>
  textPieces(text).map(({ kind, text: shown }) => [kind, shown])

describe('textPieces', () => {
  it('leaves plain text alone', () => {
    expect(kinds('a < b\n& "c"')).to.deep.equal([['text', 'a < b\n& "c"']])
  })

  it('links http, https and mailto, without the punctuation that ends the sentence', () => {
    expect(kinds('See (https://a.example/x_(1)), or mailto:b@c.example.')).to.deep.equal([
      ['text', 'See ('],
      ['link', 'https://a.example/x_(1)'],
      ['text', '), or '],
      ['link', 'mailto:b@c.example'],
      ['text', '.'],
    ])
  })

  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https://bank.example@evil.example/',
    'https://user:secret@evil.example/',
    'https://',
  ]) {
    it(`does not link ${address}`, () => {
      expect(kinds(`x ${address} y`)).to.deep.equal([['text', `x ${address} y`]])
      expect(safeHref(address)).to.equal(undefined)
    })
  }

  it('keeps what is between [code] marks as source', () => {
    expect(kinds('a[code]<b>x</b> https://a.example[/code]b')).to.deep.equal([
      ['text', 'a'],
      ['code', '<b>x</b> https://a.example'],
      ['text', 'b'],
    ])
  })

  it('keeps a mark without an end as text', () => {
    expect(kinds('[/code] [code]x')).to.deep.equal([['text', '[/code] [code]x']])
  })

  it('loses no text but the marks, and makes no link that is unsafe', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '[code]',
        '[/code]',
        'https://a.example/',
        'javascript:',
        'mailto:a@b.example',
        ' ',
        '\n',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        (text) => {
          const pieces = textPieces(text)
          const shown = pieces.map((piece) => piece.text).join('')
          expect(shown.replaceAll(/\[\/?code\]/gi, '')).to.equal(text.replaceAll(/\[\/?code\]/gi, ''))
          for (const piece of pieces) {
            if (piece.kind === 'link') expect(new URL(piece.href).protocol).to.match(/^(https?|mailto):$/)
          }
        },
      ),
    )
  })

  it('takes time in proportion to the text, whatever it is', () => {
    expect(textPieces('[code]'.repeat(100_000))).to.have.length(1)
    expect(textPieces('https://a.example/ '.repeat(20_000)).length).to.be.lessThan(1_000)
    expect(textPieces(`https://a.example/${')'.repeat(100_000)}`)).to.have.length(2)
  })
})
