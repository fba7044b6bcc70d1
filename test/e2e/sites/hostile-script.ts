/** What the hostile script has got hold of: by which means, and the text. */
export type Harvest = readonly (readonly [means: string, text: string])[]

/** What the script has for its other parts. */
export interface Hostile {
  note(means: string, value: unknown): void
  /** Puts `watch` before a method; what the method does and gives stays as it is. */
  sitOn<Owner extends object>(
    owner: Owner,
    name: keyof Owner & string,
    watch: (self: unknown, parameters: unknown[], result: unknown) => void,
  ): void
}

/**
 * Runs in the host application's page before anything else does, as a bad dependency would: sits on every
 * way that something could come by, keeps all that it sees over reloads, and hands it out with
 * `harvest()`. It never disturbs what it watches.
 */
export function hostileScript(): void {
  const savedKey = 'harvest'
  const storageSet = Storage.prototype.setItem
  const seen = new Set<string>(JSON.parse(sessionStorage.getItem(savedKey) ?? '[]') as string[])

  const note = (means: string, value: unknown): void => {
    seen.add(JSON.stringify([means, textOf(value)]))
  }
  const textOf = (value: unknown): string => {
    if (typeof value === 'string') return value
    if (value instanceof URL || value instanceof URLSearchParams) return String(value)
    if (value instanceof Headers) return JSON.stringify([...value])
    if (value instanceof FormData) return JSON.stringify([...value])
    if (value instanceof ArrayBuffer) return new TextDecoder().decode(value)
    if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value)
    try {
      return JSON.stringify(value) ?? String(value)
    } catch {
      return String(value)
    }
  }
  const sitOn: Hostile['sitOn'] = (owner, name, watch) => {
    const method = owner[name] as (...parameters: unknown[]) => unknown
    const wrapped = function (this: unknown, ...parameters: unknown[]): unknown {
      const result = method.apply(this, parameters)
      try {
        watch(this, parameters, result)
      } catch (error) {
        note(`failed on ${name}`, String(error))
      }
      return result
    }
    Object.defineProperty(owner, name, { value: wrapped, configurable: true, writable: true })
  }

  // The network.
  sitOn(globalThis, 'fetch', (_, [input, init], result) => {
    const request = new Request(input as string, { ...(init as RequestInit), signal: null })
    const { method, url, headers } = request
    const sent = [...new Headers((init as RequestInit | undefined)?.headers ?? headers)]
    void request.text().then((body) => note('request', { method, url, headers: sent, body }))
    void (result as Promise<Response>).then((answer) => {
      note('response headers', answer.headers)
      return answer
        .clone()
        .text()
        .then((body) => note(`response of ${url}`, body))
    }, String)
  })
  sitOn(XMLHttpRequest.prototype, 'open', (self, parameters) => {
    note('XMLHttpRequest', parameters)
    const request = self as XMLHttpRequest
    request.addEventListener('load', () => {
      note('XMLHttpRequest answer', request.getAllResponseHeaders())
      if (request.responseType === '' || request.responseType === 'text') {
        note('XMLHttpRequest answer', request.responseText)
      }
    })
  })
  sitOn(XMLHttpRequest.prototype, 'setRequestHeader', (_, parameters) => note('XMLHttpRequest', parameters))
  sitOn(XMLHttpRequest.prototype, 'send', (_, parameters) => note('XMLHttpRequest', parameters))
  sitOn(Navigator.prototype, 'sendBeacon', (_, parameters) => note('sendBeacon', parameters))
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) note('performance', entry.name)
  }).observe({ entryTypes: ['resource', 'navigation'] })

  // Windows and messages.
  const windows: Window[] = []
  sitOn(window, 'open', (_, parameters, result) => {
    note('window.open', parameters)
    if (result !== null) windows.push(result as Window)
  })
  setInterval(() => {
    for (const [index, other] of windows.entries()) {
      for (const look of [
        () => other.location.href,
        () => other.document.documentElement.outerHTML,
        () => other.name,
      ]) {
        try {
          note(`window ${index}`, look())
        } catch {
          // Another origin.
        }
      }
    }
  }, 20)
  sitOn(window, 'postMessage', (_, parameters) => note('postMessage', parameters))
  sitOn(MessagePort.prototype, 'postMessage', (_, parameters) => note('MessagePort', parameters))
  addEventListener('message', ({ data, origin }) => note(`message from ${origin}`, data))
  sitOn(BroadcastChannel.prototype, 'postMessage', (self, parameters) =>
    note(`BroadcastChannel ${(self as BroadcastChannel).name}`, parameters),
  )
  const channelNames = new Set<string>()
  const listenTo = (name: string): void => {
    if (channelNames.has(name)) return
    channelNames.add(name)
    new Channel(name).addEventListener('message', ({ data }) => note(`heard on ${name}`, data))
  }
  const Channel = BroadcastChannel
  globalThis.BroadcastChannel = class extends Channel {
    constructor(name: string) {
      super(name)
      listenTo(name)
    }
  }
  listenTo('snowline-session')

  // Addresses.
  sitOn(History.prototype, 'pushState', (_, parameters) => note('history', parameters))
  sitOn(History.prototype, 'replaceState', (_, parameters) => note('history', parameters))
  const readAddress = (): void => {
    note('location', location.href)
    note('referrer', document.referrer)
    note('history', history.state)
    const { navigation } = globalThis as { navigation?: { entries(): { url: string }[] } }
    for (const { url } of navigation?.entries() ?? []) note('navigation', url)
  }
  for (const type of ['popstate', 'hashchange', 'pageshow']) addEventListener(type, readAddress)
  readAddress()

  // What is kept.
  sitOn(Storage.prototype, 'setItem', (_, parameters) => note('storage', parameters))
  sitOn(Storage.prototype, 'getItem', (_, parameters, result) => note('storage', [parameters, result]))
  addEventListener('storage', ({ key, newValue }) => note('storage', [key, newValue]))
  const readKept = (): void => {
    note('cookies', document.cookie)
    note('storage', { ...localStorage })
    const { [savedKey]: _own, ...rest } = { ...sessionStorage } as Record<string, string>
    note('storage', rest)
  }

  // What is on the page, through shadow roots, closed ones too.
  const readNode = (node: Node): void => {
    if (node instanceof Element) {
      for (const { name, value } of node.attributes) note('page', `${name}=${value}`)
    } else note('page', node.textContent ?? '')
    node.childNodes.forEach(readNode)
  }
  const watchTree = (root: Node): void =>
    new MutationObserver((mutations) => {
      for (const { target, addedNodes } of mutations) {
        if (target instanceof Element) {
          for (const { name, value } of target.attributes) note('page', `${name}=${value}`)
        } else note('page', target.textContent ?? '')
        addedNodes.forEach(readNode)
      }
    }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
  watchTree(document)
  sitOn(Element.prototype, 'attachShadow', (_, __, root) => watchTree(root as ShadowRoot))
  sitOn(EventTarget.prototype, 'dispatchEvent', (_, [event]) =>
    note(`event ${(event as Event).type}`, (event as CustomEvent).detail),
  )

  addEventListener('pagehide', () => {
    readKept()
    storageSet.call(sessionStorage, savedKey, JSON.stringify([...seen]))
  })
  Object.assign(globalThis, {
    hostile: { note, sitOn } satisfies Hostile,
    harvest(): string[] {
      readAddress()
      readKept()
      return [...seen]
    },
  })
}
