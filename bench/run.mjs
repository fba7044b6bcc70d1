// `npm run bench [-- name … [--options]]`: each bench prints a table and writes bench/results/NAME.json.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, run } from '../scripts/install.mjs'
import { ensureElementsBuilt, ensurePeers, ensureProxyBuilt } from './prepare.mjs'

/** What a bench needs besides the sources. */
const needs = {
  lists: [ensurePeers, ensureElementsBuilt],
  proxy: [ensurePeers, ensureProxyBuilt],
}

ensureInstalled()
const folder = import.meta.dirname
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
const given = process.argv.slice(2)
const firstOption = given.findIndex((word) => word.startsWith('-'))
const wanted = firstOption === -1 ? given : given.slice(0, firstOption)
const options = given.slice(wanted.length)
for (const name of wanted) {
  if (!names.includes(name)) {
    console.error(`There is no bench '${name}'. There are: ${names.join(', ')}`)
    process.exit(1)
  }
}
if (options.length > 0 && wanted.length !== 1) {
  console.error(`Options are of one bench: npm run bench -- NAME ${options.join(' ')}`)
  process.exit(1)
}
let failed = 0
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n${name}`)
  for (const prepare of needs[name] ?? []) prepare()
  failed += run('tsx', [join(folder, `${name}.bench.ts`), ...options]).status === 0 ? 0 : 1
}
process.exit(failed === 0 ? 0 : 1)
