import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { SnowError } from '../../shared/errors.js'

/** An answer of the instance with all of its bytes, as they came. */
export interface CollectedAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly chunks: readonly Buffer[]
  readonly length: number
}

export interface Collecting {
  readonly maxBytes: number
  /** Exactly one of both is called, once. */
  readonly onAnswer: (answer: CollectedAnswer) => void
  readonly onFailure: (error: SnowError) => void
}

/** Takes in an answer; `abort` ends it with an error of its own. */
export class CollectAnswer implements Dispatcher.DispatchHandler {
  readonly #collecting: Collecting
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #length = 0
  #ended = false

  constructor(collecting: Collecting) {
    this.#collecting = collecting
  }

  abort(error: SnowError): void {
    if (this.#ended) return
    this.#fail(error)
    this.#controller?.abort(error)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#ended) controller.abort(new SnowError('SNOW_ABORTED', 'The request was abandoned'))
    this.#controller = controller
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    const { maxBytes } = this.#collecting
    if (this.#length > maxBytes) {
      this.abort(new SnowError('SNOW_BAD_RESPONSE', `The answer is larger than ${maxBytes} bytes`))
    }
  }

  onResponseEnd(): void {
    if (this.#ended) return
    this.#ended = true
    this.#collecting.onAnswer({
      status: this.#status,
      headers: this.#headers,
      chunks: this.#chunks,
      length: this.#length,
    })
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
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
