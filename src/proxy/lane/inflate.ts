import { gunzip } from 'node:zlib'
import { SnowError } from '../../shared/errors.js'
import type { CollectedAnswer } from './collect-answer.js'

/**
 * The answer without its compression, which the proxy before this one, or none, puts on again. Throws
 * `SNOW_BAD_RESPONSE` for more than `maxBytes`: a small answer may hold a very large one.
 */
export function inflate(answer: CollectedAnswer, maxBytes: number): Promise<CollectedAnswer> {
  return new Promise((resolve, reject) => {
    gunzip(Buffer.concat(answer.chunks), { maxOutputLength: maxBytes }, (error, bytes) => {
      if (error === null) return resolve({ ...answer, chunks: [bytes], length: bytes.length })
      const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      const text = isLarge ? `The answer is larger than ${maxBytes} bytes` : 'The answer is not what it says'
      reject(new SnowError('SNOW_BAD_RESPONSE', text, { cause: error }))
    })
  })
}
