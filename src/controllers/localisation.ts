import { en, type Messages } from '../locales/en.js'

/** A language: its tag (BCP 47) and its words. */
export interface Locale {
  readonly tag: string
  readonly messages: Messages
}

export type LocaleLoader = () => Promise<Messages>

export const defaultLocale: Locale = { tag: 'en', messages: en }

const loaders = new Map<string, LocaleLoader>([['de', async () => (await import('../locales/de.js')).de]])
const loaded = new Map<string, Locale>([['en', defaultLocale]])

/** Adds a language, or replaces one: `registerLocale('fr', async () => (await import('./fr.js')).fr)`. */
export function registerLocale(tag: string, load: LocaleLoader): void {
  loaders.set(tag, load)
  loaded.delete(tag)
}

/** The registered tag that fits `wanted` best: exact, then without its region, then English. */
export function matchLocale(wanted: string): string {
  let tag: string = wanted
  for (;;) {
    const known = [...loaders.keys(), 'en'].find((candidate) => candidate.toLowerCase() === tag.toLowerCase())
    if (known !== undefined) return known
    const cut = tag.lastIndexOf('-')
    if (cut < 0) return 'en'
    tag = tag.slice(0, cut)
  }
}

/** The language for `wanted` when it is there already; otherwise `undefined`: load it. */
export function loadedLocale(wanted: string): Locale | undefined {
  return loaded.get(matchLocale(wanted))
}

/** Loads the language for `wanted`; a language that fails to load reads as English. */
export async function loadLocale(wanted: string): Promise<Locale> {
  const tag = matchLocale(wanted)
  const known = loaded.get(tag)
  if (known !== undefined) return known
  try {
    const messages = await loaders.get(tag)!()
    const locale: Locale = { tag, messages }
    loaded.set(tag, locale)
    return locale
  } catch {
    return defaultLocale
  }
}
