import { SnowError } from '../shared/errors.js'
import type { ProxyRequest } from './exchange.js'
import { readBytes } from './upstream.js'

/** Two sealed tokens with what belongs to them, and room. */
const longestForm = 65_536

/** The fields of a form; throws `SNOW_REQUEST_REFUSED` for one that is too long or names a field twice. */
export async function readForm(request: ProxyRequest): Promise<URLSearchParams> {
  const tooLarge = (): SnowError => new SnowError('SNOW_REQUEST_REFUSED', 'The form is too long')
  const bytes = request.body
    ? await readBytes(request.body, { maxBytes: longestForm, tooLarge })
    : new Uint8Array(await request.arrayBuffer())
  if (bytes.byteLength > longestForm) throw tooLarge()
  const form = new URLSearchParams(new TextDecoder().decode(bytes))
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1) {
      throw new SnowError('SNOW_REQUEST_REFUSED', `${name.slice(0, 64)} is there twice`)
    }
  }
  return form
}
