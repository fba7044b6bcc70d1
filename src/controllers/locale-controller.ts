import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Messages } from '../locales/en.js'
import { defaultLocale, loadedLocale, loadLocale, type Locale } from './localisation.js'
import { createFormats, type Formats } from './formats.js'

type LocaleHost = ReactiveControllerHost & Element & { lang: string }

/** The nearest `lang` above an element, through shadow roots, else the page's, else the browser's. */
export function languageOf(element: Element): string {
  let current: Element | null = element
  while (current !== null) {
    const own = current.closest('[lang]')?.getAttribute('lang')
    if (own) return own
    const root = current.getRootNode()
    current = root instanceof ShadowRoot ? root.host : null
  }
  return document.documentElement.lang || navigator.language || 'en'
}

/** The words and formats of the language around the host. */
export class LocaleController implements ReactiveController {
  readonly #host: LocaleHost
  #locale: Locale = defaultLocale
  #formats: Formats = createFormats('en')

  constructor(host: LocaleHost) {
    this.#host = host
    host.addController(this)
  }

  get messages(): Messages {
    return this.#locale.messages
  }

  get formats(): Formats {
    return this.#formats
  }

  /** Resolves when the words of the host's language are there. */
  ready: Promise<void> = Promise.resolve()

  hostConnected(): void {
    this.refresh()
  }

  /** Reads the language again: call it when a `lang` attribute changed. */
  refresh(): void {
    const wanted = this.#host.lang || languageOf(this.#host)
    const known = loadedLocale(wanted)
    if (known !== undefined) this.#use(known, wanted)
    else this.ready = loadLocale(wanted).then((locale) => this.#use(locale, wanted))
  }

  #use(locale: Locale, wanted: string): void {
    // `en-GB` reads English words, and still writes its dates its own way.
    const formatTag = wanted.toLowerCase().startsWith(locale.tag.toLowerCase()) ? wanted : locale.tag
    if (locale === this.#locale && formatTag === this.#formats.tag) return
    this.#locale = locale
    this.#formats = createFormats(formatTag)
    this.#host.requestUpdate()
  }
}
