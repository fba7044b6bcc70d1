import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { builtPicker, snowline, type Variant } from './variants.js'

const root = join(import.meta.dirname, '..', '..')

export interface Pages {
  /** Address of the page of a variant. */
  urlOf(variant: Variant): string
  close(): void
}

/** Bundles a page for each variant as an application would, and serves them on this machine. */
export async function servePages(variants: readonly Variant[]): Promise<Pages> {
  const scripts = new Map<string, string>()
  for (const variant of variants) scripts.set(`/${variant.name}.js`, await bundle(variant))
  const server = createServer(({ url }, answer) => {
    const script = scripts.get(url ?? '')
    answer.setHeader('Content-Type', script === undefined ? 'text/html' : 'text/javascript')
    answer.end(script ?? pageFor(url ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    urlOf: ({ name }) => `http://127.0.0.1:${port}/${name}`,
    close: () => server.close(),
  }
}

const pageFor = (path: string): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>List</title>
  <style>
    body { margin: 0; font-family: sans-serif; }
    #host { inline-size: 640px; block-size: 600px; }
    /* The toolbar comes on top: the list itself is as high as the others. */
    snow-incident-picker { block-size: auto; }
    snow-incident-picker::part(list) { flex: none; block-size: 600px; }
  </style>
  <div id="host"></div>
  <script type="module" src="${path}.js"></script>
</html>`

/** Ours is what was built for hosts; the rest of its page is as the others'. */
async function bundle(variant: Variant): Promise<string> {
  const imports = [
    ...(variant === snowline ? [join(root, builtPicker)] : []),
    join(import.meta.dirname, 'page', variant.entry),
  ]
  const { outputFiles } = await build({
    stdin: {
      contents: imports.map((file) => `import ${JSON.stringify(file)}`).join('\n'),
      resolveDir: import.meta.dirname,
    },
    ...forPages,
  })
  return outputFiles[0]!.text
}

/** How an application bundles for today's browsers. */
export const forPages = {
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  tsconfig: join(root, 'tsconfig.json'),
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
} as const
