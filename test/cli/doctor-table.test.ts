import { expect } from 'chai'
import { doctorTable } from '../../src/cli/doctor-table.js'
import type { DoctorCheck, DoctorReport } from '../../src/protocol/doctor-report.js'

const check = (id: string, change: Partial<DoctorCheck> = {}): DoctorCheck => ({
  id,
  title: id.toUpperCase(),
  status: 'ok',
  found: 'It is fine.',
  findings: [],
  durationMs: 1,
  ...change,
})

const finding = {
  id: 'redirect-mismatch',
  severity: 'failed',
  found:
    'Two lines:\nsent        https://a.example/a-line-that-is-as-long-as-it-has-to-be-and-is-never-broken-into-two-parts\n^ here',
  cause:
    'A cause with so many words that they do not fit on one line of a terminal, which has a hundred characters.',
  change: ['First change this.', 'Then that.'],
  fixedBy: 'admin',
  transactionId: 'abc123def456',
} as const

function reportOf(checks: readonly DoctorCheck[], change: Partial<DoctorReport> = {}): DoctorReport {
  return { format: 1, at: '', status: 'ok', actor: 'password', checks, requests: [], ...change }
}

const checks = [
  check('a'),
  check('bb', { status: 'failed', findings: [finding], found: finding.found }),
  check('c', { status: 'skipped', found: 'Needs this: BB', because: 'bb' }),
  check('d', { status: 'skipped', found: 'Nobody can tell.' }),
  check('e', { status: 'skipped', found: 'Needs this: BB', because: 'bb' }),
]

describe('doctorTable', () => {
  it('has a line for each check, and under it what was found and what to change', () => {
    const lines = doctorTable(reportOf(checks), false).split('\n')
    expect(lines.slice(0, 4)).to.deep.equal([
      'snowline doctor · as the person of --username',
      '',
      '✔ A   It is fine.',
      '✖ BB  redirect-mismatch',
    ])
    const text = lines.join('\n')
    for (const line of [
      '    found   Two lines:',
      '            sent        https://a.example/a-line-that-is-as-long-as-it-has-to-be-and-is-never-broken-into-two-parts',
      '            ^ here',
      '    change  1. First change this.',
      '            2. Then that.',
      '    who     a ServiceNow admin',
      '    log     transaction abc123def456',
      '– D   skipped: Nobody can tell.',
      '– wait for "BB": C, E',
      '1 failed, 0 warnings, 1 ok, 3 skipped',
    ]) {
      expect(text).to.contain(`\n${line}\n`)
    }
    expect(text).to.match(/cause {3}A cause.*\n {12}\S/)
    expect(text).not.to.contain('\n\n\n')
    expect(text.endsWith('skipped\n')).to.equal(true)
  })

  it('says how to run the rest when nobody was named', () => {
    expect(doctorTable(reportOf(checks, { actor: 'nobody' }), false)).to.contain('--username')
    expect(doctorTable(reportOf(checks), false)).not.to.contain('--username NAME')
  })

  it('colours marks and nothing else, where it may', () => {
    const plain = doctorTable(reportOf(checks), false)
    const coloured = doctorTable(reportOf(checks), true)
    expect(coloured).to.contain('\u001b[31m✖\u001b[0m BB')
    // eslint-disable-next-line no-control-regex
    expect(coloured.replace(/\u001b\[\d+m/g, '')).to.equal(plain)
  })
})
