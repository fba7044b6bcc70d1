import type { DoctorCheck, DoctorFinding, DoctorReport, DoctorStatus } from '../protocol/doctor-report.js'
import type { FixedBy } from '../shared/error-codes.js'

const marks: Readonly<Record<DoctorStatus, string>> = { ok: '✔', warning: '!', failed: '✖', skipped: '–' }
const colours: Readonly<Record<DoctorStatus, number>> = { ok: 32, warning: 33, failed: 31, skipped: 90 }

const fixers: Readonly<Record<FixedBy, string>> = {
  admin: 'a ServiceNow admin',
  host: 'whoever runs the proxy',
  person: 'the person who signs in',
  wait: 'nobody: it passes',
}

const actors: Readonly<Record<DoctorReport['actor'], string>> = {
  session: 'as the person who is signed in',
  password: 'as the person of --username',
  'service-account': 'as the service account',
  nobody: 'without a person',
}

const width = 100
const indent = ' '.repeat(4)

/**
 * The report as text for a terminal: a line for each check, and under it what was found and what to change.
 * Checks that wait for another one are named together at the end.
 */
export function doctorTable(report: DoctorReport, coloured: boolean): string {
  const paint = (text: string, code: number): string => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text)
  const { instance, actor, checks } = report
  const subject = instance === undefined ? '' : ` · ${instance.id} · ${instance.url}`
  const ran = checks.filter(({ because }) => because === undefined)
  const titleWidth = Math.max(...ran.map(({ title }) => title.length))
  const lines = ran.flatMap(({ status, title, found, findings }) => {
    const head = `${paint(marks[status], colours[status])} ${title.padEnd(titleWidth)}  `
    if (findings.length === 0) {
      return hanging(head, { at: titleWidth + 4 }, status === 'skipped' ? `skipped: ${found}` : found)
    }
    return findings.flatMap((finding, at) => [
      ...(at === 0 ? [`${head}${paint(finding.id, colours[status])}`] : [`${indent}${finding.id}`]),
      ...findingLines(finding),
    ])
  })
  const waiting = waitingLines(checks).map((line) => paint(line, colours.skipped))
  const hint = actor === 'nobody' ? ['', 'With --username NAME the checks run that need a person.'] : []
  const parts = [
    `snowline doctor${subject} · ${actors[actor]}`,
    '',
    ...lines,
    '',
    ...waiting,
    '',
    summary(checks),
    ...hint,
  ]
  return spaced([...parts, '']).join('\n')
}

/** Which checks wait, by what they wait for. */
function waitingLines(checks: readonly DoctorCheck[]): readonly string[] {
  const causes = [...new Set(checks.map(({ because }) => because))].filter((id) => id !== undefined)
  return causes.flatMap((cause) => {
    const title = checks.find(({ id }) => id === cause)?.title ?? cause
    const waiting = checks.filter(({ because }) => because === cause).map((check) => check.title)
    return hanging(`${marks.skipped} `, { at: 2 }, `wait for "${title}": ${waiting.join(', ')}`)
  })
}

function findingLines({ found, cause, change, fixedBy, transactionId }: DoctorFinding): readonly string[] {
  const part = (name: string, text: string, inset = 0): readonly string[] =>
    hanging(`${indent}${name.padEnd(8)}`, { at: indent.length + 8, inset }, text)
  return [
    ...part('found', found),
    ...part('cause', cause),
    ...change.flatMap((step, at) => {
      const number = change.length === 1 ? '' : `${at + 1}. `
      return part(at === 0 ? 'change' : '', `${number}${step}`, number.length)
    }),
    ...part('who', fixers[fixedBy]),
    ...(transactionId === undefined ? [] : part('log', `transaction ${transactionId}`)),
    '',
  ]
}

/** Text after a lead, its further lines below its first; lines that it has itself are kept as they are. */
function hanging(
  lead: string,
  { at, inset = 0 }: { readonly at: number; readonly inset?: number },
  text: string,
): readonly string[] {
  const pieces = text.includes('\n') ? text.split('\n') : wrapped(text, width - at - inset)
  return pieces.map((piece, index) => (index === 0 ? `${lead}${piece}` : `${' '.repeat(at + inset)}${piece}`))
}

function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** One empty line where there would be more. */
function spaced(lines: readonly string[]): readonly string[] {
  return lines.filter((line, at) => line !== '' || lines[at - 1] !== '')
}

function summary(checks: readonly DoctorCheck[]): string {
  const count = (status: DoctorStatus): number => checks.filter((check) => check.status === status).length
  const warnings = count('warning')
  return [
    `${count('failed')} failed`,
    `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${count('ok')} ok`,
    `${count('skipped')} skipped`,
  ].join(', ')
}
