export interface LaunchOptions {
  /**
   * For sites on https: takes the certificate of this machine, and sends no cookie to a site that the
   * page is not of, as people's browsers do.
   */
  readonly strictSites?: boolean
}

/** What the end-to-end tests need of a browser, whatever drives it. */
export interface Browser {
  readonly name: BrowserName
  /** A page with cookies and storage of its own. */
  newPage(): Promise<Page>
  close(): Promise<void>
}

export type BrowserName = 'chromium' | 'firefox' | 'webkit'

/** An element: the first visible one that matches `css`, through shadow roots, and holds `text` or is labelled so. */
export interface Target {
  readonly css: string
  readonly text?: string
}

export interface Page {
  goto(url: string): Promise<void>
  url(): Promise<string>
  /** Clicks as a person does, once the element is there. */
  click(target: Target): Promise<void>
  /** Replaces what a field holds by typing. */
  fill(target: Target, text: string): Promise<void>
  /** Sends a key to what has the focus, by its `KeyboardEvent.key`. */
  press(key: string): Promise<void>
  waitFor(target: Target): Promise<void>
  text(target: Target): Promise<string>
  count(target: Target): Promise<number>
  /** Runs a function of no outer names in the page; arguments and result are JSON. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>
  /** The window that this one has opened: one that nobody had before. */
  popup(): Promise<Page>
  /** Resolves once this window is gone. */
  closed(): Promise<void>
  /** Another tab, with the same cookies and storage. */
  newTab(): Promise<Page>
  /** Has a person come back to this window from another. */
  comeBack(): Promise<void>
  /** Ends this window alone. */
  closeWindow(): Promise<void>
  /** Ends all windows, cookies and storage that `newPage` began. */
  close(): Promise<void>
}

/** Runs in the page: all visible elements that match, in document order, through shadow roots. */
export function findAll(css: string, text: string | undefined): Element[] {
  const found: Element[] = []
  const isVisible = (element: Element): boolean =>
    element.checkVisibility === undefined || element.checkVisibility({ visibilityProperty: true })
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(css) && isVisible(element)) {
        const words = `${element.textContent} ${element.getAttribute('aria-label') ?? ''} ${(element as HTMLInputElement).placeholder ?? ''}`
        if (text === undefined || words.includes(text)) found.push(element)
      }
      if (element.shadowRoot !== null) visit(element.shadowRoot)
    }
  }
  visit(document)
  return found
}

/** The text of a call, for the page. The compiler of the tests names functions by a helper that the page lacks. */
export function callText(run: (...args: never[]) => unknown, ...args: readonly unknown[]): string {
  const list = args.map((value) => (value === undefined ? 'undefined' : JSON.stringify(value))).join(', ')
  return `(() => { const __name = (named) => named; return (${run.toString()})(${list}) })()`
}

const patienceMs = 20_000

/** Asks again and again until there is an answer; e2e tests wait for real processes, not for a clock. */
export async function poll<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patienceMs
  let lastError: unknown
  while (Date.now() < end) {
    try {
      const value = await read()
      if (value !== undefined) return value
    } catch (error) {
      lastError = error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Waited ${patienceMs / 1000} s for ${what}`, { cause: lastError })
}

export function describeTarget({ css, text }: Target): string {
  return text === undefined ? css : `${css} with '${text}'`
}
