/** One statement about a real instance, and what shows that the emulator does the same. */
export interface ConformanceRow {
  /** Line of the document, from 1. */
  readonly line: number
  readonly statement: string
  /** Full titles, `describe > it`. */
  readonly tests: readonly string[]
  /** Why there is no test; empty when there is one. */
  readonly reason: string
}

export interface ConformanceSection {
  /** As numbered in its heading: `4b`. */
  readonly section: string
  readonly rows: readonly ConformanceRow[]
}

/** Reads the tables of `docs/emulator-conformance.md`, section by section. */
export function readConformance(document: string): ConformanceSection[] {
  const sections: { section: string; rows: ConformanceRow[] }[] = []
  let rows: ConformanceRow[] | undefined
  for (const [index, line] of document.split('\n').entries()) {
    if (line.startsWith('## ')) {
      const section = /^## (\d+b?)\. /.exec(line)?.[1]
      rows = section === undefined ? undefined : []
      if (section !== undefined && rows !== undefined) sections.push({ section, rows })
    }
    const row = readRow(line, index + 1)
    if (row !== undefined) rows?.push(row)
  }
  return sections
}

function readRow(line: string, number: number): ConformanceRow | undefined {
  if (!line.startsWith('|')) return undefined
  const cells = line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
  const [statement = '', proof = ''] = cells
  if (/^:?-+:?$/.test(statement) || statement.toLowerCase() === 'statement') return undefined
  return {
    line: number,
    statement,
    tests: [...proof.matchAll(/(`+)(.+?)\1(?!`)/g)].map(([, , title]) => title!.trim()),
    reason: /^left out: (.+)$/.exec(proof)?.[1] ?? '',
  }
}
