// What some benches need before they run. Plain JavaScript: it runs under whatever Node the machine has.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from '../scripts/install.mjs'

const folder = import.meta.dirname
const lockfile = join(folder, 'package-lock.json')
/** A copy of the lockfile that was installed; `npm ci` takes it away with the rest. */
const installed = join(folder, 'node_modules', '.installed-lockfile.json')

/** Installs what others made and a bench measures against: in this folder, so that nobody else needs it. */
export function ensurePeers() {
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lockfile, 'utf8')) return
  console.log('Installing what the bench measures against (about a minute, once) …')
  const arguments_ = [
    'ci',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  if (run('npm', arguments_).status !== 0) {
    console.error('npm ci failed in bench/. Is the npm registry reachable? The lines above say more.')
    process.exit(1)
  }
  writeFileSync(installed, readFileSync(lockfile))
}

/** Builds what an operator runs, when it is missing or older than a source. */
export function ensureProxyBuilt() {
  ensureBuilt('server', 'proxy/node.js', ['proxy', 'protocol', 'shared'])
}

/** The same for what a host bundles. */
export function ensureElementsBuilt() {
  const layers = ['define', 'elements', 'controllers', 'locales', 'state', 'actions', 'sync', 'client']
  ensureBuilt('library', 'define/snow-incident-picker.js', [...layers, 'protocol', 'shared'])
}

function ensureBuilt(mode, file, layers) {
  const built = join(root, 'dist', file)
  const newest = Math.max(...sourcesOf(layers).map((source) => statSync(source).mtimeMs))
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  console.log(`Building (${mode}) …`)
  const result = run('vite', ['build', '--mode', mode, '--logLevel', 'warn'], { quiet: true })
  if (result.status === 0) return
  console.error(result.stdout, result.stderr)
  console.error('The build failed: the lines above say where.')
  process.exit(1)
}

function sourcesOf(layers) {
  const of = (name) =>
    readdirSync(join(root, 'src', name), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, 'src', name, file))
  return layers.flatMap(of).concat(join(root, 'vite.config.ts'))
}
