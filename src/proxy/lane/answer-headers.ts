import { passedHeaders } from '../relay-answer.js'

/** Headers of an instance's answer that anybody here reads, by their names in small letters. */
export type AnswerHeaders = Readonly<Partial<Record<string, string>>>

const read = [...passedHeaders.map((name) => name.toLowerCase()), 'content-type', 'content-encoding']
/** So that most of the others are told by their length alone. */
const namesByLength: readonly (readonly string[])[] = Array.from(
  { length: Math.max(...read.map(({ length }) => length)) + 1 },
  (_, length) => read.filter((name) => name.length === length),
)

/**
 * What is read of headers, from the bytes that came: names and values in turn. An instance sends twenty that
 * nobody asks for, and text of each is most of what their parsing costs. One that is there twice is one list.
 */
export function readAnswerHeaders(raw: readonly Buffer[]): AnswerHeaders {
  const found: Partial<Record<string, string>> = {}
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = nameOf(raw[at]!)
    if (name === undefined) continue
    const value = raw[at + 1]!.toString('latin1')
    const before = found[name]
    found[name] = before === undefined ? value : `${before}, ${value}`
  }
  return found
}

function nameOf(bytes: Buffer): string | undefined {
  for (const name of namesByLength[bytes.length] ?? []) if (isNamed(bytes, name)) return name
  return undefined
}

/** In names, which have letters, digits and hyphens, one bit is all that large letters differ by. */
function isNamed(bytes: Buffer, name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if ((bytes[at]! | 0x20) !== name.charCodeAt(at)) return false
  }
  return true
}

interface WithHeaders {
  readonly headers: AnswerHeaders
}

/** Without the status of the answer, which claims success: an error has the status of its code. */
export function transactionOf({ headers }: WithHeaders): { transactionId?: string } {
  const transactionId = headers['x-transaction-id']
  return transactionId === undefined ? {} : { transactionId }
}
