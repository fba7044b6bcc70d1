import { SnowError } from '../shared/errors.js'

/** Largest answer that is read as text. */
const maximumBytes = 16 * 1024 * 1024

/** The body as text. Throws `SNOW_BAD_RESPONSE` and stops reading when it is larger than any page may be. */
export async function readText(response: Response): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new SnowError('SNOW_BAD_RESPONSE', 'The answer broke off', { cause, status: response.status })
    })
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maximumBytes) {
      void reader.cancel().catch(() => undefined)
      throw new SnowError('SNOW_BAD_RESPONSE', 'The answer is larger than 16 MB', { status: response.status })
    }
    text += decoder.decode(value, { stream: true })
  }
}
