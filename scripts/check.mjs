// `npm run check`: everything that is not a test. A line each, and what to do about what is wrong.
import { ensureInstalled, root, run } from './install.mjs'

ensureInstalled()
if (!process.execPath.includes('node_modules')) {
  // The checks read packages that want a newer Node than the machine may have: go on under the lockfile's.
  process.exit(run('node', ['scripts/check.mjs', ...process.argv.slice(2)]).status ?? 1)
}

const { checkLayers } = await import('./checks/layers.mjs')
const { checkSizes } = await import('./checks/sizes.mjs')
const { checkBundleContents } = await import('./checks/bundle-contents.mjs')
const { checkExports } = await import('./checks/exports.mjs')
const { checkConsumer } = await import('./checks/consumer.mjs')
const { checkManifest } = await import('./checks/manifest.mjs')
const { checkLockfile } = await import('./checks/lockfile.mjs')
const { checkDocuments } = await import('./checks/documents.mjs')
const { checkEmulatorDocs } = await import('./checks/emulator-docs.mjs')

/** A command whose output is only of interest when it fails. */
const command =
  (...args) =>
  () => {
    const result = run(args[0], args.slice(1), { quiet: true })
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim()
    return { problems: result.status === 0 ? [] : [output] }
  }

const checks = [
  ['types', command('tsc', '--noEmit')],
  ['lint', command('eslint', '.', '--max-warnings', '0')],
  ['format', command('prettier', '--check', '.', '--log-level', 'warn')],
  ['layers', () => checkLayers(root)],
  ['lockfile', () => checkLockfile(root)],
  ['documents', () => checkDocuments(root)],
  ['emulator tables', () => checkEmulatorDocs(root)],
  ['build', command('node', 'scripts/build.mjs')],
  ['sizes', () => checkSizes(root)],
  ['bundle contents', () => checkBundleContents(root)],
  ['exports', () => checkExports(root)],
  ['consumer', () => checkConsumer(root)],
  ['manifest', () => checkManifest(root)],
  ['publint', command('publint', '--strict')],
  [
    'attw',
    command(
      'attw',
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      'custom-elements.json',
      'bridge.html',
    ),
  ],
]

const only = process.argv.slice(2)
let failed = 0
let passed = 0
for (const [name, check] of checks) {
  if (only.length > 0 && !only.includes(name)) continue
  const { problems, notes = [], figure } = await check()
  if (problems.length === 0) passed += 1
  else failed += 1
  console.log(
    `${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}${figure === undefined ? '' : `: ${figure}`}`,
  )
  for (const line of [...notes, ...problems]) console.log(line.replace(/^/gm, '       '))
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
