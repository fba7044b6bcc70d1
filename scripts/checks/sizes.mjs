// What a page downloads, minified and brotli 11, CSS included, locales aside, against the budgets.
import { build } from 'esbuild'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const brotli = (code) => brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

/** Budgets in bytes. One that does not hold yet is in `known` with its figure, and may not grow. */
const budgets = {
  'entry script of the embed': 3_400,
  '<snow-connect> on screen': 10_000,
  'panel with a list on screen': 27_000,
  'every chunk there is': 60_000,
  'headless SDK': 9_000,
}

/** Budgets that do not hold yet: the figure of the last release, reported on every run. */
const known = JSON.parse(readFileSync(new URL('./sizes-known.json', import.meta.url), 'utf8'))

/** Static and (where named) dynamic imports of a built chunk, as file names. */
function chunkGraph(folder) {
  const files = ['embed.js', ...readdirSync(join(folder, 'embed')).map((name) => `embed/${name}`)]
  const graph = new Map()
  for (const file of files) {
    const code = readFileSync(join(folder, file), 'utf8')
    const resolve = (path) => new URL(path, `file:///${file}`).pathname.slice(1)
    const statics = [...code.matchAll(/(?:from|import)\s*["'](\.{1,2}\/[^"']+)["']/g)].map((match) =>
      resolve(match[1]),
    )
    graph.set(file, { size: brotli(code), statics, isLocale: /^embed\/(en|de|locale)-/.test(file) })
  }
  return graph
}

function closure(graph, starts) {
  const seen = new Set()
  const visit = (file) => {
    if (seen.has(file) || !graph.has(file)) return
    seen.add(file)
    graph.get(file).statics.forEach(visit)
  }
  starts.forEach(visit)
  return seen
}

function total(graph, files) {
  return [...files]
    .filter((file) => !graph.get(file).isLocale)
    .reduce((sum, file) => sum + graph.get(file).size, 0)
}

async function headlessSize(root) {
  const result = await build({
    entryPoints: [join(root, 'src/sdk.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    splitting: true,
    outdir: 'unused',
    write: false,
    logLevel: 'silent',
  })
  // What an `import` of the SDK loads: the entry and what it imports statically.
  const files = new Map(result.outputFiles.map((file) => [file.path.split('/').at(-1), file.text]))
  const seen = new Set()
  const visit = (name) => {
    if (seen.has(name) || !files.has(name)) return
    seen.add(name)
    for (const match of files.get(name).matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) visit(match[1])
  }
  visit('sdk.js')
  return [...seen].reduce((sum, name) => sum + brotli(files.get(name)), 0)
}

/** The chunks that are loaded for a tag: its define module, by the name the bundler kept. */
const chunksOf = (graph, ...names) =>
  [...graph.keys()].filter((file) =>
    names.some((name) => new RegExp(`^embed/${name}-[\\w-]{8}\\.js$`).test(file)),
  )

export async function checkSizes(root) {
  const graph = chunkGraph(join(root, 'dist'))
  const connect = closure(graph, ['embed.js', ...chunksOf(graph, 'snow-connect')])
  // A list on screen has been read: the part of the client that reads is there by then.
  const list = closure(graph, [
    'embed.js',
    ...chunksOf(graph, 'snow-panel', 'snow-connect', 'snow-incident-picker', 'reading'),
  ])
  const figures = {
    'entry script of the embed': total(graph, closure(graph, ['embed.js'])),
    '<snow-connect> on screen': total(graph, connect),
    'panel with a list on screen': total(graph, list),
    'every chunk there is': total(graph, graph.keys()),
    'headless SDK': await headlessSize(root),
  }
  const problems = []
  const notes = []
  for (const [name, budget] of Object.entries(budgets)) {
    const figure = figures[name]
    const line = `${name}: ${(figure / 1000).toFixed(1)} kB of ${(budget / 1000).toFixed(1)} kB`
    if (figure <= budget) notes.push(line)
    // 2 % of room: compilers and compressors move a little between versions.
    else if (figure <= (known[name] ?? 0) * 1.02)
      notes.push(`${line}  OVER BUDGET, known at ${known[name]} bytes`)
    else problems.push(`${line}: load something later, or write less`)
  }
  return { problems, notes, figure: `${Object.keys(budgets).length} budgets` }
}
