import type { Dispatcher } from 'undici'
import { SnowError } from '../../shared/errors.js'
import { readAnswerHeaders, type AnswerHeaders } from './answer-headers.js'
import type { Waiting } from './connections.js'

/** An answer of the instance with all of its bytes, as they came. */
export interface CollectedAnswer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly chunks: readonly Buffer[]
  readonly length: number
}

export interface Collecting {
  readonly maxBytes: number
  /** Exactly one of both is called, once. */
  readonly onAnswer: (answer: CollectedAnswer) => void
  readonly onFailure: (error: SnowError) => void
}

export const clientLeft = (): SnowError => new SnowError('SNOW_ABORTED', 'The client left')

/**
 * Takes in an answer; `abort` ends it with an error of its own. A handler of undici's first form: the second
 * makes an object of all headers before anybody is asked.
 */
export class CollectAnswer implements Dispatcher.DispatchHandler, Waiting {
  readonly #collecting: Collecting
  readonly #chunks: Buffer[] = []
  #abort: ((error: Error) => void) | undefined
  #status = 0
  #headers: AnswerHeaders = {}
  #length = 0
  #ended = false

  constructor(collecting: Collecting) {
    this.#collecting = collecting
  }

  abort(error: SnowError): void {
    if (this.#ended) return
    this.#fail(error)
    this.#abort?.(error)
  }

  /** The asker is gone. */
  leave(): void {
    this.abort(clientLeft())
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.#ended) abort(new SnowError('SNOW_ABORTED', 'The request was abandoned'))
    this.#abort = abort
  }

  onHeaders(status: number, raw: readonly Buffer[]): boolean {
    this.#status = status
    this.#headers = readAnswerHeaders(raw)
    return true
  }

  onData(chunk: Buffer): boolean {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    const { maxBytes } = this.#collecting
    if (this.#length > maxBytes) {
      this.abort(new SnowError('SNOW_BAD_RESPONSE', `The answer is larger than ${maxBytes} bytes`))
    }
    return true
  }

  onComplete(): void {
    if (this.#ended) return
    this.#ended = true
    this.#collecting.onAnswer({
      status: this.#status,
      headers: this.#headers,
      chunks: this.#chunks,
      length: this.#length,
    })
  }

  onError(cause: Error): void {
    if (this.#ended) return
    const isLate = /^UND_ERR_(?:HEADERS|BODY|CONNECT)_TIMEOUT$/.test((cause as { code?: string }).code ?? '')
    this.#fail(
      isLate
        ? new SnowError('SNOW_TIMEOUT', 'The instance did not answer in time', { cause })
        : new SnowError('SNOW_INSTANCE_UNREACHABLE', 'The instance cannot be reached', { cause }),
    )
  }

  #fail(error: SnowError): void {
    if (this.#ended) return
    this.#ended = true
    this.#collecting.onFailure(error)
  }
}
