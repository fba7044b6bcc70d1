import { safeParse, type GenericSchema } from 'valibot'
import { SnowError } from '../shared/errors.js'

/** The input as the schema gives it; throws `SNOW_INPUT_INVALID` naming each wrong field and what to change. */
export function parseInput<Input>(
  action: string,
  schema: GenericSchema<unknown, Input>,
  input: unknown,
): Input {
  const result = safeParse(schema, withoutUndefined(input))
  if (result.success) return result.output
  const wrong = result.issues.map(({ path, message, type, expected }) => {
    const field = path?.map(({ key }) => String(key)).join('.') ?? 'input'
    if (type === 'strict_object' && expected === 'never') return `${field}: remove it, no such field is known`
    if (type === 'strict_object' && path !== undefined) return `${field}: give it, it is required`
    return `${field}: ${message}`
  })
  throw new SnowError('SNOW_INPUT_INVALID', `${action}: ${wrong.join('; ')}`)
}

/** A field that is `undefined` was left out, whatever the caller's language makes of it. */
function withoutUndefined(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
