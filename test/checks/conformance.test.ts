import { expect } from 'chai'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConformance } from './read-conformance.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const document = readFileSync(join(root, 'docs/emulator-conformance.md'), 'utf8')

/** Every test that Node runs, by its full title; asked of mocha itself, since many titles come from tables. */
function testTitles(): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'snowline-titles-'))
  const output = join(folder, 'titles.json')
  try {
    const files = 'test/{emulator,cli,node,client,protocol,proxy,sync,actions}/**/*.test.ts'
    const options = ['--dry-run', '--reporter', 'json', '--reporter-option', `output=${output}`]
    execFileSync(process.execPath, ['node_modules/mocha/bin/mocha.js', ...options, files], {
      cwd: root,
      stdio: 'ignore',
    })
    const { tests } = JSON.parse(readFileSync(output, 'utf8')) as { tests: { fullTitle: string }[] }
    return new Set(tests.map(({ fullTitle }) => fullTitle))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the conformance table', () => {
  const sections = readConformance(document)
  const rows = sections.flatMap(({ rows: own }) => own)

  it('has every section of the protocol, with statements', () => {
    const wanted = ['1', '2', '3', '4', '4b', '5', '6', '7', '8', '9', '10', '11']
    expect(sections.filter((each) => each.rows.length > 0).map(({ section }) => section)).to.include.members(
      wanted,
    )
  })

  it('names a test or a reason for every statement', () => {
    const bare = rows.filter(({ tests, reason }) => tests.length === 0 && reason === '')
    expect(bare.map(({ line, statement }) => `${line}: ${statement}`)).to.deep.equal([])
  })

  it('leaves out nothing of sections 1 to 7', () => {
    const left = sections
      .filter(({ section }) => /^[1-7]b?$/.test(section))
      .flatMap((each) => each.rows.filter(({ reason }) => reason !== ''))
    expect(left.map(({ line, statement }) => `${line}: ${statement}`)).to.deep.equal([])
  })

  it('names tests that exist, by their exact titles', function () {
    this.timeout(60_000)
    const titles = testTitles()
    const missing = rows.flatMap(({ line, tests }) =>
      tests.filter((title) => !titles.has(title.replaceAll(' > ', ' '))).map((title) => `${line}: ${title}`),
    )
    expect(missing).to.deep.equal([])
  })

  it('reads a row with its tests, and one that is left out', () => {
    const [section] = readConformance(
      '## 3. Things\n\n| statement | test |\n| --- | --- |\n| a `b` \\| c | `x > y`, `x > z` |\n| d | left out: no use |\n',
    )
    expect(section).to.deep.equal({
      section: '3',
      rows: [
        { line: 5, statement: 'a `b` | c', tests: ['x > y', 'x > z'], reason: '' },
        { line: 6, statement: 'd', tests: [], reason: 'no use' },
      ],
    })
  })
})
