// `npm run mutants [-- part of a name]`: breaks the code on purpose, patch by patch, and proves that the named
// test turns red. A patch under test/mutants/ begins with lines of its own:
//
//   Breaks: what an attacker or a bad day would find
//   Test: node test/proxy/gate.test.ts          (or: e2e test/e2e/x.test.ts, browser test/client/x.test.ts)
//   Only: part of the titles of that file's tests, where all would take minutes   (not for browser)
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './ensure-programs.mjs'
import { ensureInstalled, root } from './install.mjs'

const folder = join(root, 'test/mutants')

/** Every mutant with what its first lines say. */
export function readMutants() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const line = (name) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1]
      const [kind, test] = (line('Test') ?? '').split(' ')
      return {
        name: file.slice(0, -'.patch'.length),
        file: join(folder, file),
        breaks: line('Breaks'),
        kind,
        test,
        only: line('Only'),
      }
    })
}

const mocha = ({ test, only }) => [
  'mocha',
  '--fail-zero',
  test,
  ...(only === undefined ? [] : ['--fgrep', only]),
]
const commands = {
  node: (mutant) => [mocha(mutant)],
  browser: ({ test }) => [['wtr', '--files', test]],
  e2e: (mutant) => [['node', 'scripts/build.mjs', '--quick'], mocha(mutant)],
}

/** A copy of the tree, in which one thing after the other is broken. */
function copyTree() {
  const copy = mkdtempSync(join(tmpdir(), 'snowline-mutants-'))
  const files = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  for (const file of files.stdout.trim().split('\n')) cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

function run(copy, command, args) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const env = { ...process.env, PATH: path, BROWSERS: process.env.BROWSERS ?? 'chromium' }
  return spawnSync(command, args, { cwd: copy, env, encoding: 'utf8' })
}

const isGreen = (copy, mutant) =>
  commands[mutant.kind](mutant).every(([command, ...args]) => run(copy, command, args).status === 0)
const testOf = ({ kind, test, only = '' }) => `${kind} ${test} ${only}`.trim()

function main() {
  ensureInstalled()
  ensurePrograms()
  const wanted = process.argv.slice(2)
  const mutants = readMutants().filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  )
  const copy = copyTree()
  let failed = 0
  const report = (isGood, text) => {
    failed += isGood ? 0 : 1
    console.log(`${isGood ? 'ok  ' : 'FAIL'} ${text}`)
  }
  try {
    // A test that is red by itself proves nothing.
    const tests = new Map(mutants.map((mutant) => [testOf(mutant), mutant]))
    const red = new Set([...tests].filter(([, mutant]) => !isGreen(copy, mutant)).map(([test]) => test))
    for (const test of red) report(false, `${test} is red before anything is broken`)
    for (const mutant of mutants) {
      const { name, file, test } = mutant
      if (red.has(testOf(mutant))) continue
      const applied = spawnSync('git', ['apply', file], { cwd: copy, encoding: 'utf8' })
      if (applied.status !== 0) {
        report(false, `${name}: the patch does not fit any more: ${applied.stderr.trim().split('\n')[0]}`)
        continue
      }
      report(!isGreen(copy, mutant), `${name}: ${mutant.breaks} → ${test} turns red`)
      spawnSync('git', ['apply', '-R', file], { cwd: copy })
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  console.log(`${mutants.length - failed} passed, ${failed} failed`)
  process.exit(failed === 0 && mutants.length > 0 ? 0 : 1)
}

if (process.argv[1] === import.meta.filename) main()
