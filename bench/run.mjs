// `npm run bench [-- name …]`: each bench prints a table and writes bench/results/NAME.json.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, run } from '../scripts/install.mjs'

ensureInstalled()
const folder = import.meta.dirname
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
const wanted = process.argv.slice(2)
for (const name of wanted) {
  if (!names.includes(name)) {
    console.error(`There is no bench '${name}'. There are: ${names.join(', ')}`)
    process.exit(1)
  }
}
let failed = 0
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n${name}`)
  failed += run('tsx', [join(folder, `${name}.bench.ts`)]).status === 0 ? 0 : 1
}
process.exit(failed === 0 ? 0 : 1)
