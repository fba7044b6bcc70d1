import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { bytesOf } from './lists/bytes.js'
import { openBrowser, stepPx, throttling } from './lists/measure.js'
import { servePages } from './lists/pages.js'
import { figuresOf, printVariants, printVerdict, ratiosOf, variantsOf, type Figures } from './lists/report.js'
import { measureRounds, rows } from './lists/rounds.js'
import { variants } from './lists/variants.js'

/**
 * What a list of incidents costs a page, beside what others make of the same rows: when the first rows are
 * painted, what a step of scrolling takes, what stays in memory. Milliseconds belong to the machine; the
 * ratios are what to compare.
 *
 * `--quick` for a first look: it writes no results. `--rounds N` for fewer or more than eleven.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string', default: '11' } },
})
const plan = values.quick ? { rounds: 3, steps: 40 } : { rounds: Number(values.rounds), steps: 200 }

const loadBefore = loadavg()[0]!
const bytes: Figures = Object.fromEntries(
  await Promise.all(variants.map(async (variant) => [variant.name, await bytesOf(variant)] as const)),
)
const pages = await servePages(variants)
const browser = await openBrowser()
const samples = await measureRounds(browser, pages, plan)
const version = browser.version()
await browser.close()
pages.close()

console.log(
  `Chromium ${version}, its processor ${throttling} × slower; rows of 64 px in a list of 600 px, the same ` +
    'records, texts and markup for all, at hand without a network. Ours is the whole picker, with its toolbar, ' +
    `store and paging; the others draw rows alone. ${plan.rounds} rounds of ${rows.many.toLocaleString('en')} ` +
    `rows, each page from nothing; ${plan.steps} steps of ${stepPx} px, one a frame. First rows: until those ` +
    'in view are painted, their texts formatted. CPU ms/step: processor time of the main thread. Heap: of a ' +
    'second list on the page, beside the records. Bytes: of the engine, for ours of the picker.',
)
printVariants(samples, bytes)
const [ratios, figures] = [ratiosOf(samples), figuresOf(samples)]
const broken = printVerdict(ratios, figures)
console.log(`${Math.round(performance.now() / 1000)} s in all; load ${loadBefore} before`)
if (!values.quick) {
  if (broken.length > 0) process.exitCode = 1
  const results = {
    ...{ chromium: version, node: process.version, throttling, rows: rows.many },
    ...{ rounds: plan.rounds, steps: plan.steps, stepPx, loadBefore },
    figures,
    ratios,
    variants: variantsOf(samples, bytes),
    broken,
  }
  const file = join(import.meta.dirname, 'results', 'lists.json')
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}
