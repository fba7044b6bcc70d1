import { expect } from 'chai'
import fc from 'fast-check'
import { pictureTypeOf } from '../../src/state/attachment-file-kind.js'
import { pictureSizeOf } from '../../src/state/picture-size.js'
import { gifHeader, jpegHeader, pngHeader, webpHeader } from './picture-headers.js'

describe('pictureSizeOf', () => {
  const headers: Readonly<Record<string, Uint8Array>> = {
    PNG: pngHeader(640, 480),
    JPEG: jpegHeader(640, 480),
    'progressive JPEG': jpegHeader(640, 480, 0xc2),
    GIF: gifHeader([640, 480], [640, 480]),
    'WebP with extras': webpHeader('VP8X', 640, 480),
    'lossless WebP': webpHeader('VP8L', 640, 480),
    'lossy WebP': webpHeader('VP8 ', 640, 480),
  }
  for (const [name, header] of Object.entries(headers)) {
    it(`reads the size of ${name}`, () => {
      expect(pictureTypeOf(header)).not.to.equal(undefined)
      expect(pictureSizeOf(header)).to.deep.equal({ width: 640, height: 480 })
    })

    it(`does not read past the end of ${name} that is cut off`, () => {
      for (let length = 2; length < header.length; length += 1) {
        const cut = pictureSizeOf(header.slice(0, length))
        if (cut !== undefined) expect(cut).to.deep.equal({ width: 640, height: 480 })
      }
      expect(pictureSizeOf(header.slice(0, 9))).to.equal(undefined)
    })
  }

  it('takes the frame of a GIF into account, not only its small screen', () => {
    expect(pictureSizeOf(gifHeader([10, 10], [60_000, 50_000]))).to.deep.equal({
      width: 60_000,
      height: 50_000,
    })
  })

  it('knows the largest that there are', () => {
    expect(pictureSizeOf(pngHeader(0x7fffffff, 0x7fffffff))?.width).to.equal(0x7fffffff)
    expect(pictureSizeOf(webpHeader('VP8X', 1 << 24, 1 << 24))).to.deep.equal({
      width: 1 << 24,
      height: 1 << 24,
    })
  })

  it('says nothing of a picture without a side', () => {
    expect(pictureSizeOf(pngHeader(0, 480))).to.equal(undefined)
  })

  it('neither throws nor loops, whatever follows the first bytes', () => {
    const starts = [[0x89, 0x50], [0xff, 0xd8, 0xff], [0x47, 0x49], [0x52, 0x49], []]
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
        const size = pictureSizeOf(Uint8Array.from([...start, ...rest]))
        if (size !== undefined) expect(Math.min(size.width, size.height)).to.be.greaterThan(0)
      }),
    )
  })
})
