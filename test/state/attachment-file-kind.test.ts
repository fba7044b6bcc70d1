import { expect } from 'chai'
import type { Attachment } from '../../src/protocol/records.js'
import { pictureTypeOf, previewKindOf, textOf } from '../../src/state/attachment-file-kind.js'

const file = (fileName: string, contentType: string, rest: Partial<Attachment> = {}): Attachment =>
  ({ fileName, contentType, sizeBytes: 10, state: 'available', ...rest }) as Attachment

describe('previewKindOf', () => {
  for (const [name, type, kind] of [
    ['a.png', 'image/png', 'picture'],
    ['a.JPG', 'image/jpeg', 'picture'],
    ['a.webp', 'image/webp; charset=binary', 'picture'],
    ['a.txt', 'text/plain; charset=utf-8', 'text'],
    ['a.log', 'application/octet-stream', 'text'],
    ['a.svg', 'image/svg+xml', undefined],
    ['a.png', 'image/svg+xml', undefined],
    ['a.svg', 'image/png', undefined],
    ['a.html', 'text/plain', undefined],
    ['a.txt', 'text/html', undefined],
    ['a.xml', 'text/xml', undefined],
    ['a.pdf', 'application/pdf', undefined],
    ['png', 'image/png', undefined],
    ['', '', undefined],
  ] as const) {
    it(`takes ${name} of type ${type} for ${kind ?? 'something to download only'}`, () => {
      expect(previewKindOf(file(name, type))).to.equal(kind)
    })
  }

  it('shows nothing that is being scanned, is empty or too large', () => {
    expect(previewKindOf(file('a.png', 'image/png', { state: 'pending' }))).to.equal(undefined)
    expect(previewKindOf(file('a.png', 'image/png', { sizeBytes: 0 }))).to.equal(undefined)
    expect(previewKindOf(file('a.txt', 'text/plain', { sizeBytes: 6_000_000 }))).to.equal(undefined)
  })
})

describe('pictureTypeOf', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

  it('knows pictures by their first bytes alone', () => {
    expect(pictureTypeOf(bytes('\x89PNG\r\n\x1a\n'))).to.equal('image/png')
    expect(pictureTypeOf(bytes('\xff\xd8\xff\xe0'))).to.equal('image/jpeg')
    expect(pictureTypeOf(bytes('GIF89a'))).to.equal('image/gif')
    expect(pictureTypeOf(bytes('RIFF\0\0\0\0WEBPVP8 '))).to.equal('image/webp')
  })

  it('takes nothing else for one', () => {
    for (const text of ['<svg xmlns=', '<html>', 'GIF', 'RIFF\0\0\0\0WAVE', '%PDF', '']) {
      expect(pictureTypeOf(bytes(text)), text).to.equal(undefined)
    }
  })
})

describe('textOf', () => {
  it('reads UTF-8, and what older Windows programs write', () => {
    expect(textOf(new TextEncoder().encode('Zoë'))).to.equal('Zoë')
    expect(textOf(Uint8Array.of(0x5a, 0x6f, 0xeb))).to.equal('Zoë')
  })

  it('reads what Windows programs call Unicode', () => {
    expect(textOf(Uint8Array.of(0xff, 0xfe, 0x5a, 0, 0x6f, 0, 0xeb, 0))).to.equal('Zoë')
    expect(textOf(Uint8Array.of(0xfe, 0xff, 0, 0x5a, 0, 0x6f, 0, 0xeb))).to.equal('Zoë')
  })

  it('leaves out the character that a cut went through', () => {
    const bytes = new TextEncoder().encode('Zoë')
    expect(textOf(bytes.slice(0, 3), true)).to.equal('Zo')
  })

  it('reads no bytes that are no text', () => {
    expect(textOf(Uint8Array.of(77, 90, 0, 3))).to.equal(undefined)
  })
})
