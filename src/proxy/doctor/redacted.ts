import type { DoctorSubject } from './doctor-context.js'
import type { DoctorOptions } from './doctor-options.js'

/**
 * Whether a value can be told from words. Where a password is a word of ours, taking it out of a text would
 * tell everybody what it is.
 */
function isUnlikeWords(secret: string): boolean {
  return secret.length >= 24 || (secret.length >= 8 && /[^a-z-]/i.test(secret))
}

/** The values that may stand nowhere in what the doctor says. */
export function secretsOf({ person, config }: DoctorOptions, subject: DoctorSubject): readonly string[] {
  const instances = Object.values(subject.config?.instances ?? {})
  return [
    ...instances.map(({ clientSecret }) => clientSecret),
    ...(subject.config?.sealKeys ?? []),
    // As written, too: a configuration that cannot be used is quoted nowhere either.
    ...textsUnder(config, /secret|password|sealKeys/i),
    ...(person?.kind === 'password' ? [person.password, ...addressOf(person.userName)] : []),
  ]
}

/**
 * A second wall behind the first: no text of the doctor is made from a secret or from words of the instance.
 * Should one ever be, it is gone here.
 */
export function redacted<Value>(value: Value, secrets: ReadonlySet<string>): Value {
  const hidden = [...secrets].filter(isUnlikeWords).sort((a, b) => b.length - a.length)
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string')
      return hidden.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), part)
    if (Array.isArray(part)) return part.map(clean)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, clean(inner)]))
  }
  return clean(value) as Value
}

function textsUnder(value: unknown, name: RegExp, within = false): readonly string[] {
  if (typeof value === 'string') return within ? [value, value.trim()] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsUnder(inner, name, within || name.test(key)))
}

/** Some people sign in with their e-mail address. */
const addressOf = (userName: string): readonly string[] => (userName.includes('@') ? [userName] : [])
