// `npm test`: installs what is missing, then runs every suite; a few lines each, and the plain count at the end.
// `npm test -- node` (or browsers, stories, e2e, sites) runs one suite; `sites` whole, which takes minutes for each
// browser, and else a few rows of it.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './ensure-programs.mjs'
import { ensureInstalled, run } from './install.mjs'

ensureInstalled()
ensurePrograms()

const summaries = mkdtempSync(join(tmpdir(), 'snowline-test-'))
const wanted = process.argv.slice(2)
const totals = { passed: 0, failed: 0, skipped: 0 }

function report(name, counts, started) {
  for (const key of Object.keys(totals)) totals[key] += counts[key] ?? 0
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : ''
  const seconds = started === undefined ? '' : ` (${Math.round((Date.now() - started) / 1000)} s)`
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed${skipped}${seconds}`)
}

/** Mocha in Node over some files. */
function mocha(name, files, env = {}) {
  const started = Date.now()
  const file = join(summaries, `${name.replace(/\W+/g, '-')}.json`)
  const args = ['--reporter', 'json', '--reporter-option', `output=${file}`, ...files]
  const result = run('mocha', args, { quiet: true, env })
  if (!existsSync(file)) {
    console.error(`${result.stdout}\n${result.stderr}`)
    return report(name, { passed: 0, failed: 1 }, started)
  }
  const { stats, failures } = JSON.parse(readFileSync(file, 'utf8'))
  for (const failure of failures) {
    console.error(
      `  FAIL ${failure.fullTitle}\n       ${failure.err.message ?? ''}\n${failure.err.stack ?? ''}`,
    )
  }
  // A suite that ran nothing proves nothing.
  const failed = stats.failures + (stats.tests === 0 ? 1 : 0)
  report(name, { passed: stats.passes, failed, skipped: stats.pending }, started)
}

/** What web-test-runner counted, by browser; `undefined` when it did not get that far. */
function wtr(name, args, env) {
  const output = join(summaries, `${name}.json`)
  run('wtr', args, { env: { ...env, SNOWLINE_TEST_SUMMARY: output } })
  return existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined
}

const browserIds = { Chromium: 'chromium', Firefox: 'firefox', MiniBrowser: 'webkit' }

/** All test files in all browsers. Files that a browser dropped half-way run in a new one, and count then. */
function browsers() {
  const started = Date.now()
  const byBrowser = wtr('browsers', [], {})
  if (byBrowser === undefined) return report('browsers', { passed: 0, failed: 1 }, started)
  for (const [browser, counts] of Object.entries(byBrowser)) {
    if (counts.passed === 0) counts.failed += 1
    if (counts.interrupted.length > 0) {
      console.log(`${browser} lost its connection in ${counts.interrupted.join(', ')}: in a new one`)
      const again = wtr(`again-${browser}`, ['--files', ...counts.interrupted], {
        BROWSERS: browserIds[browser],
      })
      const { passed, failed, skipped } = again?.[browser] ?? { passed: 0, failed: 1, skipped: 0 }
      counts.passed += passed
      counts.failed += failed + (passed + failed === 0 ? 1 : 0)
      counts.skipped += skipped
    }
    report(`in ${browser}`, counts)
  }
  console.log(`browsers took ${Math.round((Date.now() - started) / 1000)} s`)
}

function command(name, ...args) {
  const started = Date.now()
  const result = run(args[0], args.slice(1), { quiet: true })
  if (result.status === 0) return true
  console.error(`${result.stdout}\n${result.stderr}`)
  report(name, { passed: 0, failed: 1 }, started)
  return false
}

let built
/** `dist`, once a run. */
function build() {
  return (built ??= command('build', 'node', 'scripts/build.mjs', '--quick'))
}

const pure = [
  'shared',
  'locales',
  'protocol',
  'client',
  'actions',
  'sync',
  'proxy',
  'emulator',
  'cli',
  'node',
  'checks',
]

const suites = {
  node: () =>
    mocha(
      'node',
      pure.map((folder) => `test/${folder}/**/*.test.ts`),
    ),
  browsers,
  stories() {
    const built = command(
      'stories',
      'storybook',
      'build',
      '--disable-telemetry',
      '--quiet',
      '-o',
      'dist-storybook',
    )
    if (built) mocha('stories', ['test/stories/**/*.test.ts'])
  },
  e2e() {
    if (build()) mocha('end to end', ['test/e2e/*.test.ts'])
  },
  /** Real sites over https. */
  sites() {
    const env = wanted.includes('sites') ? {} : { SITES: 'few' }
    if (build()) mocha('sites', ['test/e2e/sites/*.test.ts'], env)
  },
}

for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length === 0 || wanted.includes(name)) suite()
}
console.log(
  `${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ''}`,
)
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1)
