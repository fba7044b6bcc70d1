import { fillEmpty, isChanged, type RecordRule, type RecordWrite, valueAfter } from './record-rule.js'

/** Who opened a new task, and when. */
export const stampOpening: RecordRule = (write) =>
  write.before === undefined ? fillEmpty(write, { opened_at: write.now, opened_by: write.who.userId }) : {}

/** A task that goes to somebody else counts it; the first assignment of a new one does not. */
export const countReassignments: RecordRule = (write) => {
  const { before } = write
  if (before === undefined) return {}
  if (!isChanged(write, 'assigned_to') && !isChanged(write, 'assignment_group')) return {}
  return { reassignment_count: String(Number(before.reassignment_count ?? '0') + 1) }
}

/** What ends a task: its closing states, and what it is when it is over. */
export function closeBy(column: string, closing: ReadonlySet<string>): RecordRule {
  return (write) => {
    const is = valueAfter(write, column)
    const was = write.before?.[column] ?? ''
    if (is === was) return {}
    if (closing.has(is)) return stampClosing(write)
    return closing.has(was) ? { active: 'true', closed_at: '', closed_by: '' } : {}
  }
}

/** The end of a task. */
export function stampClosing(write: RecordWrite): { active: string; closed_at?: string; closed_by?: string } {
  return {
    active: 'false',
    ...fillEmpty(write, { closed_at: write.now, closed_by: write.who.userId }),
  }
}
