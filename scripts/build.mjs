// `npm run build`: dist for script tags (embed), for bundlers (index, define, react …), for servers (proxy,
// emulator, cli), the types and the manifest of the elements. `--quick` leaves out types and manifest.
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './install.mjs'

const quick = process.argv.includes('--quick')

function step(name, command, ...args) {
  const started = Date.now()
  const result = run(command, args, { quiet: true })
  if (result.status !== 0) {
    console.error(result.stdout, result.stderr)
    console.error(`build: ${name} failed`)
    process.exit(1)
  }
  console.log(`build: ${name} ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const mode of ['embed', 'bridge', 'library', 'server', 'demo']) {
  step(mode, 'vite', 'build', '--mode', mode, '--logLevel', 'warn')
}
copyFileSync(join(root, 'src/bridge.html'), join(root, 'dist/bridge.html'))
if (!quick) {
  step('types', 'tsc', '-p', 'tsconfig.build.json')
  step(
    'manifest',
    'cem',
    'analyze',
    '--litelement',
    '--globs',
    'src/elements/**/*.ts',
    '--outdir',
    'dist',
    '--quiet',
  )
}
