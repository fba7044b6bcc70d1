/*
 * A browser in small, for tests: it keeps cookies, follows redirects, sends the headers that a page's script
 * cannot set (`Cookie`, `Origin`, `Sec-Fetch-*`), and submits forms. It runs in Node and inside a page.
 */

/** What a request looks like to a server under test. A `Request` cannot carry `Cookie` inside a page. */
export interface TestRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly signal: AbortSignal
  readonly body: ReadableStream<Uint8Array> | null
  arrayBuffer(): Promise<ArrayBuffer>
}

export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: BodyInit | null
}

export type TestServer = (request: TestRequest) => Promise<TestAnswer>

export interface TestPage {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface TestBrowser {
  /** What the jar holds, by name. */
  readonly cookies: Map<string, string>
  /** Every `Set-Cookie` line that came, in order. */
  readonly setCookies: string[]
  /** Goes to an address and follows redirects until a page, or until an address that no server answers. */
  navigate(url: string, form?: URLSearchParams): Promise<TestPage>
  /** The `fetch` of a page of `origin`: with its cookies, its `Origin` and the browser's own headers. */
  fetchOf(origin: string): typeof fetch
}

export interface TestBrowserOptions {
  /** Whether script of one site gets the cookies of another along, as browsers once did. Default false. */
  readonly thirdPartyCookies?: boolean
}

/** A browser whose whole internet is `servers`, by origin. Cookies are kept per server. */
export function withCookies(
  servers: Readonly<Record<string, TestServer>>,
  { thirdPartyCookies = false }: TestBrowserOptions = {},
): TestBrowser {
  const cookies = new Map<string, string>()
  const setCookies: string[] = []

  function jarKey(url: URL, name: string): string {
    return `${url.origin} ${name}`
  }

  async function send(
    url: URL,
    init: RequestInit & { headers: Headers },
    knowsCookies = true,
  ): Promise<TestAnswer> {
    const server = servers[url.origin]
    if (server === undefined) throw new TypeError(`No server at ${url.origin}`)
    const { headers } = init
    const sent = [...cookies]
      .filter(([key]) => key.startsWith(`${url.origin} `))
      .map(([key, value]) => `${key.slice(url.origin.length + 1)}=${value}`)
    if (knowsCookies && sent.length > 0) headers.set('Cookie', sent.join('; '))
    const bytes = await new Response(init.body ?? null).arrayBuffer()
    const answer = await server({
      method: init.method ?? 'GET',
      url: url.href,
      headers,
      signal: init.signal ?? new AbortController().signal,
      body: init.body ? new Response(bytes).body : null,
      arrayBuffer: () => Promise.resolve(bytes.slice(0)),
    })
    if (knowsCookies) for (const line of answer.headers.getSetCookie()) keep(url, line)
    return answer
  }

  function keep(url: URL, line: string): void {
    setCookies.push(line)
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const key = jarKey(url, pair.slice(0, at))
    if (attributes.some((attribute) => /^\s*max-age=(?:0|-)/i.test(attribute))) cookies.delete(key)
    else cookies.set(key, pair.slice(at + 1))
  }

  return {
    cookies,
    setCookies,
    async navigate(address, form) {
      let url = new URL(address)
      let body = form
      for (let hop = 0; hop < 10; hop += 1) {
        if (servers[url.origin] === undefined)
          return { url: url.href, status: 0, headers: new Headers(), text: '' }
        const headers = new Headers({
          Accept: 'text/html',
          'Sec-Fetch-Mode': 'navigate',
          'Sec-Fetch-Dest': 'document',
          'Sec-Fetch-Site': 'cross-site',
        })
        if (body !== undefined) {
          headers.set('Content-Type', 'application/x-www-form-urlencoded')
          headers.set('Origin', url.origin)
          headers.set('Sec-Fetch-Site', 'same-origin')
        }
        const answer = await send(url, {
          method: body === undefined ? 'GET' : 'POST',
          headers,
          ...(body === undefined ? {} : { body: body.toString() }),
        })
        const location = answer.headers.get('Location')
        if (answer.status >= 300 && answer.status < 400 && location !== null) {
          url = new URL(location, url)
          body = undefined
          continue
        }
        const text = await new Response(answer.body).text()
        return { url: url.href, status: answer.status, headers: answer.headers, text }
      }
      throw new Error('Too many redirects')
    },

    fetchOf(origin) {
      return async (input, init = {}) => {
        const request = input instanceof Request ? input : undefined
        const url = new URL(request?.url ?? String(input))
        const headers = new Headers(init.headers ?? request?.headers)
        const method = (init.method ?? request?.method ?? 'GET').toUpperCase()
        if (typeof init.body === 'string' && !headers.has('Content-Type')) {
          headers.set('Content-Type', 'text/plain;charset=UTF-8')
        }
        if (url.origin !== origin || method !== 'GET') headers.set('Origin', origin)
        const site = siteOf(url) === siteOf(new URL(origin)) ? 'same-site' : 'cross-site'
        headers.set('Sec-Fetch-Mode', 'cors')
        headers.set('Sec-Fetch-Dest', 'empty')
        headers.set('Sec-Fetch-Site', url.origin === origin ? 'same-origin' : site)
        const answer = await send(
          url,
          { ...init, method, headers },
          site === 'same-site' || thirdPartyCookies,
        )
        return new Response(answer.body, {
          status: answer.status,
          // What script sees of an answer: never its cookies.
          headers: [...answer.headers].filter(([name]) => name !== 'set-cookie'),
        })
      }
    },
  }
}

/** Scheme and registrable domain; every suffix that tests use has one label. */
function siteOf({ protocol, hostname }: URL): string {
  return `${protocol}//${hostname.split('.').slice(-2).join('.')}`
}

/** The inputs of a page's form, as the browser would submit them. */
export function readForm(html: string, action?: string): URLSearchParams {
  const forms = [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/gi)].map(([form]) => form)
  const form = forms.find((candidate) => action === undefined || candidate.includes(action)) ?? html
  const fields = new URLSearchParams()
  for (const [tag] of form.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(tag, 'name')
    if (name !== undefined) fields.append(name, attribute(tag, 'value') ?? '')
  }
  return fields
}

/** Where the first form of a page is sent. */
export function formAction({ text, url }: Pick<TestPage, 'text' | 'url'>): string {
  const form = /<form\b[^>]*>/i.exec(text)?.[0] ?? ''
  return new URL(attribute(form, 'action') ?? '', url).href
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return found
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** A `Request → Response` function as a server of the browser in small. In Node only: a page drops cookies. */
export function serverOf(fetchFunction: (request: Request) => Promise<Response>): TestServer {
  return async ({ method, url, headers, signal, body, arrayBuffer }) => {
    const bytes = body === null ? undefined : await arrayBuffer()
    const request = new Request(url, {
      method,
      headers,
      signal,
      ...(bytes === undefined ? {} : { body: bytes }),
    })
    const answer = await fetchFunction(request)
    return { status: answer.status, headers: answer.headers, body: answer.body }
  }
}
