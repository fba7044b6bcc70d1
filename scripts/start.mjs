// `npm start`: installs what is missing, builds, and runs the demo on the embedded emulator.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root, run } from './install.mjs'

ensureInstalled()
const build = run('node', ['scripts/build.mjs', '--quick'], { quiet: true })
if (build.status !== 0) {
  console.error(build.stdout, build.stderr)
  console.error('The build failed: the lines above say where.')
  process.exit(1)
}
const demo = spawn(
  join(root, 'node_modules/.bin/node'),
  [join(root, 'dist/cli.js'), 'demo', ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: root },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => demo.kill(signal))
demo.on('exit', (code) => process.exit(code ?? 0))
