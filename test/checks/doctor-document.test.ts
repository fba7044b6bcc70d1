import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { doctorUsage } from '../../src/cli/doctor-usage.js'
import { doctorFindings } from '../../src/protocol/doctor-report.js'
import { allChecks } from '../../src/proxy/doctor/checks.js'
import { errorKinds } from '../../src/shared/error-codes.js'

const document = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8')

/** The cells of each row of the table after `<!-- name -->`, or below a heading. */
function rowsAfter(start: string, end: string): readonly (readonly string[])[] {
  const text = document.slice(document.indexOf(start), document.indexOf(end))
  const rows = text.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const table = (name: string): readonly (readonly string[])[] =>
  rowsAfter(`<!-- ${name} -->`, `<!-- /${name} -->`)
const codesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)

const who = {
  admin: 'ServiceNow admin',
  host: 'whoever runs the proxy',
  person: 'the person',
  wait: 'nobody: it passes',
}

describe('docs/doctor.md', () => {
  it('has a line for every finding, with what it is and who can change it', () => {
    const lines = table('findings').map(([id, severity, fixer]) => [codesIn(id!)[0], severity, fixer])
    const known = Object.entries(doctorFindings).map(([id, { severity, fixedBy }]) => [
      id,
      severity,
      who[fixedBy],
    ])
    expect(lines).to.have.deep.members(known)
    expect(lines.length).to.equal(known.length)
  })

  it('has a line for every check, with what it needs, in their order', () => {
    const lines = rowsAfter('## What it checks', '## What it finds')
    expect(lines.map(([id, needs]) => [codesIn(id!)[0], codesIn(needs!)])).to.deep.equal(
      allChecks.map(({ id, needs }) => [id, [...needs]]),
    )
  })

  it('has a line for every option', () => {
    const lines = rowsAfter('## Options', '## In the proxy')
    const documented = lines.map(([option]) => /--[\w-]+/.exec(option!)![0])
    const offered = [...doctorUsage.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option)
    expect([...documented, '--help']).to.deep.equal(offered)
  })

  it('leads from every case of the guides to findings that exist', () => {
    const cases = table('cases')
    expect(cases.length).to.be.greaterThan(30)
    for (const [, cause, findings] of cases) {
      expect(codesIn(findings!), cause).not.to.be.empty
      for (const id of codesIn(findings!)) expect(doctorFindings).to.have.property(id)
    }
  })

  it('leads from codes that exist to findings that exist', () => {
    for (const [code, findings] of table('codes')) {
      expect(errorKinds).to.have.property(codesIn(code!)[0]!)
      for (const id of codesIn(findings!)) expect(doctorFindings).to.have.property(id)
    }
  })
})

describe('the checks of the doctor', () => {
  it('come after what they need, each once', () => {
    const seen = new Set<string>()
    for (const { id, needs } of allChecks) {
      expect(seen.has(id)).to.equal(false)
      for (const need of needs) expect(seen.has(need), `${id} needs ${need}`).to.equal(true)
      seen.add(id)
    }
  })
})
