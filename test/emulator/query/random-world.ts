import fc from 'fast-check'
import { Store } from '../../../src/emulator/storage/store.js'
import { type ReferenceWorld, type Row, written } from './reference-values.js'

/** A day that every month has, in the middle of a week. */
export const now = Date.UTC(2026, 10, 18, 12, 30, 20)

const id = (letter: string, at: number): string => `${letter}${String(at).padStart(31, '0')}`
const ids = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => id(letter, at))
export const userIds = ids('a', 4)
export const departmentIds = ids('d', 2)
export const incidentIds = ids('e', 400)
export const problemIds = ids('f', 3)
const strangers = ['', '', id('c', 7), '{link=https://x']

export const texts = [
  '',
  'Alpha',
  'alpha',
  'ALPHA beta',
  'beta gamma',
  'the beta',
  'a^b',
  '50% off',
  'x,y',
  'a@b',
  '=1',
  ' ',
]
export const times = [
  ...['', '2026-11-18 12:30:20', '2026-11-18 00:00:00', '2026-11-17 23:59:59', '2026-11-18 11:30:20'],
  ...['2026-11-16 00:00:00', '2026-11-15 20:00:00', '2026-10-31 22:00:00', '2026-12-01 03:00:00'],
  ...['2025-11-18 12:30:20', '2026-01-01 00:00:00', '2024-02-29 06:15:00', '2026-11-18 18:31:00'],
]
export const numerals = ['', '0', '1', '2', '3', '10', '-5']
const flags = ['', 'true', 'false']

const oneOf = (values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values)
const text = oneOf(texts)
const time = oneOf(times)
const numeral = oneOf(numerals)
const flag = oneOf(flags)
const user = oneOf([...userIds, ...strangers])

type RowMaker = (sysId: string, at: number) => fc.Arbitrary<Row>

const userRow: RowMaker = (sysId, at) =>
  fc.record({
    sys_id: fc.constant(sysId),
    user_name: fc.constant(`user.${at}`),
    name: oneOf(['Abel Alpha', 'Beth Beta', 'abel gamma', '']),
    vip: flag,
    sys_created_on: time,
    department: oneOf([...departmentIds, '']),
    // People may be each other's managers, in circles.
    manager: user,
  })

const taskRow =
  (className: string, prefix: string): RowMaker =>
  (sysId, at) =>
    fc.record({
      sys_id: fc.constant(sysId),
      sys_class_name: fc.constant(className),
      number: fc.constant(`${prefix}${String(at).padStart(7, '0')}`),
      sys_created_on: time,
      short_description: text,
      description: text,
      priority: numeral,
      reassignment_count: numeral,
      active: flag,
      opened_at: time,
      due_date: time,
      sla_due: time,
      assigned_to: user,
      parent: oneOf([...incidentIds.slice(0, 5), ...problemIds, ...strangers]),
    })

const incidentRow: RowMaker = (sysId, at) =>
  fc
    .tuple(
      taskRow('incident', 'INC')(sysId, at),
      fc.record({
        category: oneOf(['', 'software', 'Software', 'network']),
        reopen_count: numeral,
        resolved_at: time,
        caller_id: user,
        problem_id: oneOf([...problemIds, ...strangers]),
      }),
    )
    .map(([task, own]) => ({ ...task, ...own }))

const departmentRow: RowMaker = (sysId, at) =>
  fc.record({
    sys_id: fc.constant(sysId),
    name: fc.constant(at === 0 ? 'IT' : 'Alpha office'),
    parent: oneOf([...departmentIds, '']),
  })

function some(sysIds: readonly string[], make: RowMaker): fc.Arbitrary<readonly Row[]> {
  return fc
    .tuple(...sysIds.map((sysId, at) => fc.option(make(sysId, at), { freq: 4, nil: undefined })))
    .map((rows) => rows.filter((row) => row !== undefined))
}

/** Who asks, under which settings. */
const setting = fc.record({
  userId: oneOf(userIds),
  userName: fc.constant('user.1'),
  now: fc.constant(now),
  offset: fc.constantFrom(0, 0, 19_800),
  literalTimes: fc.constantFrom('utc' as const, 'user' as const),
  scripts: fc.constantFrom('evaluated' as const, 'evaluated' as const, 'refused' as const),
})

/** A few rows of each table. */
export function randomWorld(incidents: number): fc.Arbitrary<ReferenceWorld> {
  return fc
    .record({
      setting,
      sys_user: some(userIds, userRow),
      cmn_department: some(departmentIds, departmentRow),
      incident: some(incidentIds.slice(0, incidents), incidentRow),
      problem: some(problemIds, taskRow('problem', 'PRB')),
    })
    .map(({ setting: asked, ...rows }) => ({
      ...asked,
      rows: { ...rows, task: [...rows.incident, ...rows.problem] },
    }))
}

/** The same rows as the emulator keeps them. */
export function storeOf({ rows }: ReferenceWorld): Store {
  const store = new Store()
  for (const table of ['sys_user', 'cmn_department', 'incident', 'problem']) {
    for (const row of rows[table]!) store.table(table).insert({ ...row })
  }
  return store
}

/** Times that lie close to the ones above. */
export const near = fc
  .tuple(fc.constantFrom(...times.filter((each) => each !== '')), fc.integer({ min: -2, max: 2 }))
  .map(([at, by]) => written(Date.parse(`${at.replace(' ', 'T')}Z`) / 1000 + by))
