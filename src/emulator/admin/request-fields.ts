import { jsonLines } from '../faults/json-lines.js'
import { AdminError } from './admin-error.js'

/** The object that a request carries; `{}` when it carries nothing. */
export async function fields(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const text = await request.text()
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const { broken } = jsonLines(text)
    const problem = { line: broken?.line ?? 1, message: `the JSON ${broken?.message ?? 'is broken'}` }
    throw new AdminError(400, 'broken-json', 'What was sent is no JSON', [problem])
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>
  }
  throw new AdminError(400, 'invalid', 'Send a JSON object')
}

/** A list of texts; throws `AdminError` for anything else. */
export function textList(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new AdminError(400, 'invalid', `${name} must be a list of texts`)
}
