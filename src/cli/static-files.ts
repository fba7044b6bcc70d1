import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
}

export interface StaticFilesOptions {
  /** URL prefix to folder; the longest prefix wins. */
  readonly folders: Readonly<Record<string, string>>
  /** Sent with every page. */
  readonly headers: Readonly<Record<string, string>>
  /** `%NAME%` in pages is replaced by these. */
  readonly variables: Readonly<Record<string, string>>
}

/** Serves folders as a function of `Request`: what the demo's host application runs on. */
export function createStaticFiles(options: StaticFilesOptions): (request: Request) => Promise<Response> {
  const prefixes = Object.entries(options.folders).sort(([a], [b]) => b.length - a.length)

  return async function staticFiles(request) {
    const path = decodeURIComponent(new URL(request.url).pathname)
    const [prefix, folder] = prefixes.find(([candidate]) => path.startsWith(candidate)) ?? []
    if (prefix === undefined || folder === undefined) return notFound()
    const relative = normalize(path.slice(prefix.length))
    if (relative.startsWith('..') || relative.includes(`${sep}..`) || relative.includes('\0'))
      return notFound()
    const name = path.endsWith('/') || relative === '.' ? join(relative, 'index.html') : relative
    try {
      const bytes = await readFile(join(folder, name))
      const type = types[extname(name)] ?? 'application/octet-stream'
      const headers = { ...options.headers, 'Content-Type': type, 'Cache-Control': 'no-cache' }
      return new Response(name.endsWith('.html') ? fill(bytes.toString(), options.variables) : bytes, {
        headers,
      })
    } catch {
      return notFound()
    }
  }
}

function fill(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/%([A-Z_]+)%/g, (whole, name: string) => variables[name] ?? whole)
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'Content-Type': 'text/plain' } })
}
