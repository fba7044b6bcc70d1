import { ApiError } from '../api-error.js'
import { type ApiContext } from './api-env.js'

interface BodyLimit {
  /** Bytes that are read and kept. */
  readonly most: number
  /** What a body of more bytes is answered with. */
  readonly tooLarge: (bytes: number) => Error
}

/** So many times more than is kept is counted on, to tell the true size of a body that names none. */
const countedOn = 4

/**
 * The bytes of a body, never more than `most` of them in memory; throws 400 for one that breaks off.
 * Bodies without a length are read piece by piece, because they may never end.
 */
export async function bodyBytes(c: ApiContext, limit: BodyLimit): Promise<Uint8Array<ArrayBuffer>> {
  const claimed = c.req.header('Content-Length')
  if (Number(claimed ?? '0') > limit.most) throw limit.tooLarge(Number(claimed))
  try {
    const { body } = c.req.raw
    // Firefox gives no stream of a request.
    const isWhole = claimed !== undefined || !body
    const pieces = isWhole ? [new Uint8Array(await c.req.arrayBuffer())] : await piecesOf(body, limit.most)
    const size = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    if (size > limit.most) throw new TooLarge(size)
    return joined(pieces, size)
  } catch (error) {
    if (error instanceof TooLarge) throw limit.tooLarge(error.bytes)
    throw new ApiError(400, 'Exception while reading request', 'The request ended before its body did')
  }
}

class TooLarge extends Error {
  readonly bytes: number

  constructor(bytes: number) {
    super('The body is too large')
    this.bytes = bytes
  }
}

async function piecesOf(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array[]> {
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (value !== undefined) {
      size += value.byteLength
      if (size <= most) pieces.push(value)
    }
    if (!done && size <= most * countedOn) continue
    if (!done) void reader.cancel().catch(() => undefined)
    if (size > most) throw new TooLarge(size)
    return pieces
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}
