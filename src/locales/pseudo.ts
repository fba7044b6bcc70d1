import type { Messages } from './en.js'

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  y: 'ý',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  z: 'ž',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  C: 'Ç',
  N: 'Ñ',
  S: 'Š',
  Z: 'Ž',
}

/** Accented, a third longer and in brackets: what is not in it was never localised, what is cut was too tight. */
function accented(text: string): string {
  if (text === '') return text
  const letters = text.replace(/[a-z]/gi, (letter) => accents[letter] ?? letter)
  return `[${letters}${'~'.repeat(Math.ceil(text.length / 3))}]`
}

function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return accented(value)
  if (typeof value === 'function') return (...args: unknown[]): string => accented(String(value(...args)))
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, pseudo(inner)]))
}

/** The pseudo-locale of a language, for tests and for designers: `registerLocale('en-XA', async () => pseudoLocale(en))`. */
export function pseudoLocale(messages: Messages): Messages {
  return pseudo(messages) as Messages
}
