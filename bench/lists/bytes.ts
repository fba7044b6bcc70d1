import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'
import { forPages } from './pages.js'
import type { Variant } from './variants.js'

/** Bytes of a page's list: bundled, minified, brotli (quality 11), what is loaded later not counted. */
export async function bytesOf({ downloads }: Variant): Promise<number> {
  if (downloads === '') return 0
  const { outputFiles, metafile } = await build({
    ...forPages,
    stdin: { contents: downloads, resolveDir: import.meta.dirname },
    splitting: true,
    metafile: true,
    outdir: 'out',
  })
  const entry = Object.keys(metafile.outputs).find(
    (file) => metafile.outputs[file]!.entryPoint === '<stdin>',
  )!
  const first = new Set<string>()
  const load = (file: string): void => {
    if (first.has(file)) return
    first.add(file)
    for (const { kind, path } of metafile.outputs[file]!.imports) if (kind === 'import-statement') load(path)
  }
  load(entry)
  return outputFiles
    .filter(({ path }) => [...first].some((file) => path.endsWith(file)))
    .reduce((sum, { contents }) => sum + compressed(contents), 0)
}

function compressed(contents: Uint8Array): number {
  return brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}
