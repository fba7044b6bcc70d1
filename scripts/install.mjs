// Runs under whatever Node the machine has, before node_modules exists: plain JavaScript, no imports but Node's.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const bin = join(root, 'node_modules', '.bin')

/** Runs a command with node_modules/.bin first on the path, so that everything runs under the Node of the lockfile. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}` },
  })
}

/** Installs the packages of the lockfile when they are not there, or not those. */
export function ensureInstalled() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) {
    console.error(`Snowline needs Node 20 or later to set itself up; this is ${process.version}.`)
    process.exit(1)
  }
  const wanted = join(root, 'package-lock.json')
  const present = join(root, 'node_modules', '.package-lock.json')
  if (existsSync(present) && samePackages(wanted, present)) return
  console.log('Installing packages (about a minute, once) …')
  const result = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    // The browsers come from the system, never from a package.
    env: { PUPPETEER_SKIP_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (result.status !== 0) {
    console.error('npm ci failed. Is the npm registry reachable? The lines above say more.')
    process.exit(1)
  }
}

function samePackages(wanted, present) {
  if (statSync(present).mtimeMs >= statSync(wanted).mtimeMs) return true
  // A checkout touches files without changing them: compare what they say.
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages)
      .filter(([path, entry]) => path !== '' && !entry.optional)
      .map(([path, entry]) => `${path}@${entry.version}`)
      .sort()
      .join('\n')
  return versions(wanted) === versions(present)
}
