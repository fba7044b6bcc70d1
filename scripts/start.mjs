// `npm start`: installs what is missing, builds, and runs the demo on the embedded emulator.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root, run } from './install.mjs'
import { endWithParent } from './lifetime.mjs'

ensureInstalled()
const build = run('node', ['scripts/build.mjs', '--quick'], { quiet: true })
if (build.status !== 0) {
  console.error(build.stdout, build.stderr)
  console.error('The build failed: the lines above say where.')
  process.exit(1)
}
// In this process: what ends it ends the servers too.
endWithParent()
const cli = join(root, 'dist/cli.js')
process.argv = [process.execPath, cli, 'demo', ...process.argv.slice(2)]
await import(pathToFileURL(cli))
