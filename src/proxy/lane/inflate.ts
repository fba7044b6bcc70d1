import { promisify } from 'node:util'
import { gunzip, gunzipSync, type ZlibOptions } from 'node:zlib'
import { SnowError } from '../../shared/errors.js'
import type { ReadableHeaders } from '../gate.js'
import type { CollectedAnswer } from './collect-answer.js'

/**
 * Up to here in this thread: to hand a page to another one, which grows its output bit by bit, costs seven
 * times what decompressing it does. What takes longer must not keep others waiting.
 */
const atOnceBytes = 1_000_000

/** The answer without its compression. Throws `SNOW_BAD_RESPONSE` for more than `maxBytes` of it. */
export async function inflate(answer: CollectedAnswer, maxBytes: number): Promise<CollectedAnswer> {
  const { 'content-encoding': _, ...headers } = answer.headers
  const packed = answer.chunks.length === 1 ? answer.chunks[0]! : Buffer.concat(answer.chunks)
  try {
    const bytes =
      inflateAtOnce(packed, maxBytes) ?? (await gunzipElsewhere(packed, { maxOutputLength: maxBytes }))
    return { ...answer, headers, chunks: [bytes], length: bytes.length }
  } catch (cause) {
    const text = isTooLarge(cause)
      ? `The answer is larger than ${maxBytes} bytes`
      : 'The answer is not what it says'
    throw new SnowError('SNOW_BAD_RESPONSE', text, { cause })
  }
}

/** `undefined` for what turns out to be larger than is done at once, whatever it says itself. */
function inflateAtOnce(packed: Buffer, maxBytes: number): Buffer | undefined {
  const length = lengthTold(packed)
  if (length > atOnceBytes) return undefined
  const most = Math.min(maxBytes, atOnceBytes)
  try {
    return gunzipSync(packed, { maxOutputLength: most, chunkSize: Math.max(length + 1, leastChunk) })
  } catch (error) {
    if (isTooLarge(error) && most < maxBytes) return undefined
    throw error
  }
}

/** The last four bytes are the length of what is in a compressed answer (RFC 1952, section 2.3.1). */
function lengthTold(packed: Buffer): number {
  return packed.length < 4 ? 0 : packed.readUInt32LE(packed.length - 4)
}

/** Whether browsers find in it all that was found here: of several members in a row they read the first. */
export function isOneMember({ chunks }: CollectedAnswer, plain: CollectedAnswer): boolean {
  const end = Buffer.concat(chunks.slice(-4).map((chunk) => chunk.subarray(-4)))
  return lengthTold(end) === plain.length
}

const gunzipElsewhere = promisify<Buffer, ZlibOptions, Buffer>(gunzip)
/** What zlib takes when it knows nothing: an answer that says too little of itself costs no more than that. */
const leastChunk = 16_384

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

/** Whether whoever asked takes an answer as it was compressed (RFC 9110, section 12.5.3). */
export function takesGzip(headers: ReadableHeaders): boolean {
  return (headers.get('Accept-Encoding') ?? '').split(',').some((coding) => {
    const [name, ...parameters] = coding.split(';').map((part) => part.trim().toLowerCase())
    return name === 'gzip' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}
