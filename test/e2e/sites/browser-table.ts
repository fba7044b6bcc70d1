import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import type { BrowserName } from '../driver/driver.js'

const file = new URL('../../../docs/sign-in-browsers.md', import.meta.url).pathname
const titles: Readonly<Record<BrowserName, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
}
const columns = Object.keys(titles) as BrowserName[]

/** What one browser did, by situation: one column of the table in `docs/sign-in-browsers.md`. */
export interface BrowserTable {
  note(situation: string, outcome: string): void
  /** Resolves to the document as it is and as it should be, this browser's column being what was noted. */
  compare(): Promise<{ readonly now: string; readonly wanted: string }>
}

/** Whether the table is to be written instead of checked. */
export const writesTable = process.env['WRITE_TABLE'] === '1'

export function createBrowserTable(browser: BrowserName): BrowserTable {
  const noted = new Map<string, string>()
  return {
    note: (situation, outcome) => void noted.set(situation, outcome),
    async compare() {
      const now = readFileSync(file, 'utf8')
      const wanted = await withColumn(now, browser, noted)
      if (writesTable) writeFileSync(file, wanted)
      return { now: writesTable ? wanted : now, wanted }
    },
  }
}

const table = /(?<=<!-- table -->\n)[^]*?(?=\n<!-- \/table -->)/

async function withColumn(
  document: string,
  browser: BrowserName,
  noted: ReadonlyMap<string, string>,
): Promise<string> {
  const rows = new Map(readRows(table.exec(document)?.[0] ?? ''))
  // Rows that this browser no longer has go with its tests; those of another it never had stay.
  for (const [situation, cells] of rows) {
    cells[columns.indexOf(browser)] = noted.get(situation) ?? '–'
    if (cells.every((cell) => cell === '–')) rows.delete(situation)
  }
  for (const [situation, outcome] of noted) {
    if (rows.has(situation)) continue
    rows.set(
      situation,
      columns.map((column) => (column === browser ? outcome : '–')),
    )
  }
  const lines = [
    `| Situation | ${columns.map((column) => titles[column]).join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...[...rows].map(([situation, cells]) => `| ${situation} | ${cells.join(' | ')} |`),
  ]
  const options = { ...(await resolveConfig(file)), filepath: file }
  return format(document.replace(table, `\n${lines.join('\n')}\n`), options)
}

function readRows(text: string): [string, string[]][] {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
  return rows.map((line) => {
    const [situation = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return [situation, cells]
  })
}
