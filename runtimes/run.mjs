// `npm run runtimes [-- name …]`: the proxy's contract in Node, Bun, Deno and workerd, and in Express and Hono.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root, run } from '../scripts/install.mjs'

const folder = join(root, 'runtimes')

ensureInstalled()
ensureRuntimes()
ensureBuilt()
installPackage()
process.exit(run('tsx', [join(folder, 'contract-run.ts'), ...process.argv.slice(2)]).status ?? 1)

/** Installs this folder's packages when they are not there, or not those of its lockfile. */
function ensureRuntimes() {
  const wanted = join(folder, 'package-lock.json')
  const present = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(present) || statSync(present).mtimeMs < statSync(wanted).mtimeMs) {
    console.log('Installing runtimes (about 350 MB, once) …')
    // Their scripts would only copy the binaries, which are found where they are.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const result = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
    if (result.status !== 0) {
      console.error('runtimes: npm ci failed. Is the npm registry reachable? The lines above say more.')
      process.exit(1)
    }
  }
}

/** Lays the package where the hosts import it from by its name, as an application has it. */
function installPackage() {
  const to = join(folder, 'node_modules', 'snowline')
  rmSync(to, { recursive: true, force: true })
  for (const part of ['package.json', 'dist/proxy.js', 'dist/proxy', 'dist/server']) {
    cpSync(join(root, part), join(to, part), { recursive: true })
  }
}

/** Builds what servers import, when a source is newer than what was built. */
function ensureBuilt() {
  const built = join(root, 'dist', 'proxy.js')
  const newest = Math.max(
    ...['src/proxy', 'src/protocol', 'src/shared'].flatMap((part) =>
      readdirSync(join(root, part), { recursive: true }).map(
        (file) => statSync(join(root, part, file)).mtimeMs,
      ),
    ),
  )
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return
  const result = run('vite', ['build', '--mode', 'server', '--logLevel', 'warn'], { quiet: true })
  if (result.status === 0) return
  console.error(result.stdout, result.stderr)
  process.exit(1)
}
