// Who may import whom. Values only: `import type` may reach down from anywhere.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const below = {
  shared: [],
  locales: [],
  protocol: ['shared'],
  client: ['protocol', 'shared'],
  actions: ['client', 'protocol', 'shared'],
  sync: ['client', 'protocol', 'shared'],
  state: ['actions', 'sync', 'client', 'protocol', 'shared'],
  controllers: ['state', 'actions', 'sync', 'client', 'protocol', 'shared', 'locales'],
  elements: ['controllers', 'locales', 'shared'],
  define: ['elements', 'index'],
  embed: ['define', 'elements', 'index', 'shared'],
  bridge: ['protocol', 'shared'],
  picker: ['state', 'actions', 'sync', 'client', 'protocol', 'shared'],
  react: ['define', 'elements', 'index', 'picker'],
  vue: ['define', 'elements', 'index', 'picker'],
  proxy: ['protocol', 'shared'],
  emulator: ['shared'],
  cli: ['proxy', 'emulator', 'client', 'protocol', 'shared'],
  sdk: ['state', 'actions', 'sync', 'client', 'protocol', 'shared'],
  index: [
    'sdk',
    'picker',
    'elements',
    'controllers',
    'locales',
    'state',
    'actions',
    'sync',
    'client',
    'protocol',
    'shared',
  ],
}

/** What a value import that breaks the order should become. */
const advice = {
  elements: 'let a controller offer it, or move the words into locales',
  emulator: 'the emulator has its own parser on purpose: import the type, write the behaviour',
  proxy: 'what both sides need belongs in protocol',
  protocol: 'protocol does no I/O: pass the value in',
  default: 'move the shared part down a layer, or pass it in',
}

// A clause holds names, braces, commas and stars: anything else ends the attempt, so that it stays linear.
const statement =
  /^(?:import|export)\s+(type\s+)?([\w\s{},*$]*?)\s*from\s*'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)|^import\s+'(\.[^']+)'/gm

/** Names in braces that are all `type x` bring no value along. */
function bringsValues(typeOnly, clause) {
  if (typeOnly) return false
  const names = /^\{([\s\S]*)\}$/.exec(clause?.trim() ?? '')
  if (names === null) return true
  return names[1]
    .split(',')
    .map((name) => name.trim())
    .some((name) => name !== '' && !name.startsWith('type '))
}

function layerOf(source, file) {
  return relative(source, file)
    .split('/')[0]
    .replace(/\.[jt]sx?$/, '')
}

export function checkLayers(root) {
  const source = join(root, 'src')
  const problems = []
  const files = readdirSync(source, { recursive: true }).filter((file) => /\.tsx?$/.test(file))
  for (const name of files) {
    const file = join(source, name)
    const from = layerOf(source, file)
    const allowed = below[from]
    if (allowed === undefined) {
      problems.push(
        `src/${name}: '${from}' is no layer; put the file into one, or add the layer to ARCHITECTURE.md and here`,
      )
      continue
    }
    for (const [, typeOnly, clause, path, dynamic, bare] of readFileSync(file, 'utf8').matchAll(statement)) {
      const to = layerOf(source, resolve(dirname(file), path ?? dynamic ?? bare))
      if (to === from || allowed.includes(to)) continue
      if (path !== undefined && !bringsValues(typeOnly, clause)) continue
      problems.push(`src/${name} imports ${to}: ${advice[from] ?? advice.default}`)
    }
  }
  return { problems, figure: `${files.length} files` }
}
