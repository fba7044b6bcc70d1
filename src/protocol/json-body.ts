import { SnowError } from '../shared/errors.js'

/** An answer's body as it came, with what decides how to read it. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * Reads a JSON body. Throws `SNOW_INSTANCE_ASLEEP` for the page of a hibernating instance,
 * `SNOW_TRANSACTION_CANCELLED` for an answer that the instance cut off at its time limit, and
 * `SNOW_BAD_RESPONSE` for anything else that is not JSON, whatever the status claims.
 */
export function parseJson({ status, headers, text }: WireAnswer): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const options = { cause, status, transactionId: transactionOf(headers) }
    if (isHibernating(text))
      throw new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance is hibernating', options)
    if (/transaction cancell?ed/i.test(text)) throw transactionCancelled(options)
    throw new SnowError('SNOW_BAD_RESPONSE', `The answer is not JSON: ${describe(text, headers)}`, options)
  }
}

/** True for the page that a sleeping developer instance serves under every path. */
export function isHibernating(text: string): boolean {
  return /^\s*</.test(text) && /hibernat/i.test(text)
}

export function transactionCancelled(options: ConstructorParameters<typeof SnowError>[2]): SnowError {
  return new SnowError(
    'SNOW_TRANSACTION_CANCELLED',
    'The instance cancelled the request at its time limit',
    options,
  )
}

/** What an admin searches the logs of the instance for. */
export function transactionOf(headers: Headers): string | undefined {
  return headers.get('x-transaction-id') ?? undefined
}

function describe(text: string, headers: Headers): string {
  if (text === '') return 'it is empty'
  return /^\s*</.test(text)
    ? 'it is a web page'
    : `${headers.get('content-type') ?? 'no content type'}, cut off or broken`
}
