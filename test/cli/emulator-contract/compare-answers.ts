import { formOf, withoutHost } from './value-form.js'

export type DifferenceKind = 'missing' | 'extra' | 'form' | 'value'

export interface Difference {
  readonly kind: DifferenceKind
  /** Where: keys joined by dots, `[]` for any element of a list. */
  readonly path: string
  readonly detail: string
}

/** How closely two answers must agree: in every value, or in keys and in the form of each value. */
export type Closeness = 'values' | 'forms'

type Json = unknown

/** Every way in which our answer departs from a recorded one, key by key. */
export function compareAnswers(recorded: Json, ours: Json, closeness: Closeness, path = ''): Difference[] {
  if (Array.isArray(recorded) && Array.isArray(ours)) return compareLists(recorded, ours, closeness, path)
  if (isRecord(recorded) && isRecord(ours)) return compareKeys(recorded, ours, closeness, path)
  const [theirForm, ourForm] = [formOf(recorded), formOf(ours)]
  if (theirForm !== ourForm) {
    return [
      { kind: 'form', path, detail: `${theirForm} ${JSON.stringify(recorded)} → ${ourForm} ${shown(ours)}` },
    ]
  }
  if (closeness === 'forms' || withoutHost(recorded) === withoutHost(ours)) return []
  return [{ kind: 'value', path, detail: `${shown(recorded)} → ${shown(ours)}` }]
}

function compareKeys(
  recorded: Record<string, Json>,
  ours: Record<string, Json>,
  closeness: Closeness,
  path: string,
): Difference[] {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`)
  return [
    ...Object.keys(recorded).flatMap((key) =>
      key in ours
        ? compareAnswers(recorded[key], ours[key], closeness, at(key))
        : [{ kind: 'missing', path: at(key), detail: shown(recorded[key]) } satisfies Difference],
    ),
    ...Object.keys(ours)
      .filter((key) => !(key in recorded))
      .map((key) => ({ kind: 'extra', path: at(key), detail: shown(ours[key]) }) satisfies Difference),
  ]
}

/**
 * By values: element by element. By forms: each element must have a counterpart on the other side, since
 * two instances hold different rows; the nearest counterpart tells what is wrong.
 */
function compareLists(
  recorded: readonly Json[],
  ours: readonly Json[],
  closeness: Closeness,
  path: string,
): Difference[] {
  const at = `${path}[]`
  if (closeness === 'values' && recorded.length !== ours.length && !recorded.some(isRecord)) {
    const only = (some: readonly Json[], others: readonly Json[]): string =>
      some.filter((each) => !others.includes(each)).join(' ')
    const detail = `only there: ${only(recorded, ours)}; only here: ${only(ours, recorded)}`
    return [{ kind: 'form', path, detail }]
  }
  if (recorded.length === 0 || ours.length === 0 || closeness === 'values') {
    return recorded.length === ours.length ||
      (closeness === 'forms' && recorded.length > 0 === ours.length > 0)
      ? recorded.flatMap((each, index) => compareAnswers(each, ours[index], closeness, at))
      : [{ kind: 'form', path, detail: `${recorded.length} elements → ${ours.length}` }]
  }
  const nearest = (candidates: Difference[][]): Difference[] =>
    candidates.reduce((best, each) => (each.length < best.length ? each : best))
  return unique([
    ...recorded.flatMap((theirs) => nearest(ours.map((mine) => compareAnswers(theirs, mine, closeness, at)))),
    ...ours.flatMap((mine) => nearest(recorded.map((theirs) => compareAnswers(theirs, mine, closeness, at)))),
  ])
}

function unique(differences: readonly Difference[]): Difference[] {
  const seen = new Map(differences.map((each) => [`${each.kind} ${each.path}`, each]))
  return [...seen.values()]
}

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: Json): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
