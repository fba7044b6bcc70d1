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
export function ensureBuilt() {
  const built = join(root, 'dist', 'proxy', 'node.js')
  const newest = Math.max(...sources().map((file) => statSync(file).mtimeMs))
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  console.log('Building the proxy …')
  const result = run('vite', ['build', '--mode', 'server', '--logLevel', 'warn'], { quiet: true })
  if (result.status === 0) return
  console.error(result.stdout, result.stderr)
  console.error('The build failed: the lines above say where.')
  process.exit(1)
}

function sources() {
  const of = (name) =>
    readdirSync(join(root, 'src', name), { recursive: true })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, 'src', name, file))
  return ['proxy', 'protocol', 'shared'].flatMap(of).concat(join(root, 'vite.config.ts'))
}
