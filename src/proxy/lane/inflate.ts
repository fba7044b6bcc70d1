import { gunzip } from 'node:zlib'
import { SnowError } from '../../shared/errors.js'
import type { ReadableHeaders } from '../gate.js'
import type { CollectedAnswer } from './collect-answer.js'

/** The answer without its compression. Throws `SNOW_BAD_RESPONSE` for more than `maxBytes` of it. */
export function inflate(answer: CollectedAnswer, maxBytes: number): Promise<CollectedAnswer> {
  const { 'content-encoding': _, ...headers } = answer.headers
  return new Promise((resolve, reject) => {
    gunzip(Buffer.concat(answer.chunks), { maxOutputLength: maxBytes }, (error, bytes) => {
      if (error === null) return resolve({ ...answer, headers, chunks: [bytes], length: bytes.length })
      const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      const text = isLarge ? `The answer is larger than ${maxBytes} bytes` : 'The answer is not what it says'
      reject(new SnowError('SNOW_BAD_RESPONSE', text, { cause: error }))
    })
  })
}

/** Whether whoever asked takes an answer as it was compressed (RFC 9110, section 12.5.3). */
export function takesGzip(headers: ReadableHeaders): boolean {
  return (headers.get('Accept-Encoding') ?? '').split(',').some((coding) => {
    const [name, ...parameters] = coding.split(';').map((part) => part.trim().toLowerCase())
    return name === 'gzip' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}
