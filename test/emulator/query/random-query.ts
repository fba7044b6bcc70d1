import fc from 'fast-check'
import { departmentIds, incidentIds, near, numerals, problemIds, texts, userIds } from './random-world.js'

const one = (...values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values)
const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((each) => each.join(''))

const textField = one(
  ...['short_description', 'description', 'number', 'caller_id.name', 'category'],
  ...['caller_id.manager.name', 'caller_id.department.name', 'assigned_to.user_name', 'problem_id.number'],
)
const numberField = one('priority', 'reassignment_count', 'reopen_count', 'problem_id.priority')
const timeField = one(
  'opened_at',
  'due_date',
  'resolved_at',
  'sys_created_on',
  'sla_due',
  'caller_id.sys_created_on',
)
const flagField = one('active', 'caller_id.vip')
const referenceField = one(
  'caller_id',
  'assigned_to',
  'problem_id',
  'parent',
  'caller_id.manager',
  'caller_id.department',
)
const anyField = fc.oneof(
  textField,
  numberField,
  timeField,
  flagField,
  referenceField,
  one('sys_id', 'sys_class_name'),
)
const unknownField = one('bogus', 'caller_id.bogus', 'number.x', 'bogus.name', 'caller_id.')

/** A value with its carets doubled, as a careful client writes it; and sometimes not. */
const textPart = fc.oneof(
  { weight: 6, arbitrary: one(...texts).map((each) => each.replaceAll('^', '^^')) },
  one('a', 'beta', 'ALPHA', 'INC000000', 'abel', 'x,y,', 'a^b', 'javascript:gs.getUserName()', 'user.1'),
)
const script = one(
  ...[
    'gs.nowDateTime()',
    'gs.now()',
    'gs.daysAgoStart(0)',
    'gs.daysAgoEnd(1)',
    'gs.hoursAgo(1)',
    'gs.daysAgo(2)',
  ],
  ...[
    'gs.hoursAgoStart(0)',
    'gs.weeksAgoStart(1)',
    'gs.monthsAgo(1)',
    'gs.monthsAgoEnd(1)',
    'gs.yearsAgoStart(1)',
  ],
  ...['gs.beginningOfThisWeek()', 'gs.endOfLastWeek()', 'gs.beginningOfThisMonth()', 'gs.endOfNextMonth()'],
  ...['gs.beginningOfThisQuarter()', 'gs.endOfLastYear()', "gs.dateGenerate('2026-11-18','start')"],
  ...["gs.dateGenerate('2026-11-17','23:59:59')", 'gs.evil()', 'gs.daysAgo(x)', 'new GlideRecord(1)'],
).map((each) => `javascript:${each}`)
const timePart = fc.oneof(
  near,
  near,
  script,
  one('2026-11-18', '', 'yesterday', '2026-02-30', '2026-11-18 25:00:00'),
)
const numeral = fc.oneof(one(...numerals), one('01', '2.0', 'high', '1,2'))
const id = fc.oneof(
  one(
    ...userIds,
    ...problemIds,
    ...incidentIds.slice(0, 3),
    ...departmentIds,
    'javascript:gs.getUserID()',
    '',
  ),
)
const compare = one('<', '<=', '>', '>=')
const unit = one('minute', 'hour', 'day', 'dayofweek', 'week', 'month', 'quarter', 'year', 'moon')
const amount = one('0', '1', '2', '30', 'x')
const equality = one('=', '!=', 'IN', 'NOT IN')
const me = one('90d1921e5f510100a9ad2572f2b477fe', 'other')

function listOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => values.join(','))
}

const textOperator = one('=', '!=', 'LIKE', '*', 'NOT LIKE', 'NOTLIKE', '!*', 'STARTSWITH', 'ENDSWITH', '%')
const textCondition = fc.oneof(
  joined(textField, textOperator, textPart),
  joined(textField, one('IN', 'NOT IN'), listOf(textPart)),
  joined(textField, compare, textPart),
  joined(textField, one('BETWEEN'), textPart, one('@', ''), textPart),
)
const numberCondition = fc.oneof(
  joined(numberField, fc.oneof(equality, compare), numeral),
  joined(numberField, one('IN', 'NOT IN'), listOf(numeral)),
  joined(numberField, one('BETWEEN'), numeral, one('@'), numeral),
  joined(
    fc.oneof({ weight: 4, arbitrary: numberField }, textField),
    one('GT_FIELD', 'LT_FIELD', 'GT_OR_EQUALS_FIELD', 'LT_OR_EQUALS_FIELD'),
    fc.oneof({ weight: 4, arbitrary: numberField }, unknownField, timeField),
  ),
)
const timeRange = joined(timePart, one('@'), timePart)
const timeCondition = fc.oneof(
  joined(timeField, fc.oneof(compare, one('=', '!=')), timePart),
  joined(timeField, one('BETWEEN', 'ONToday@', 'NOTONToday@', 'ON'), timeRange),
  joined(
    timeField,
    one('RELATIVEGT@', 'RELATIVEGE@', 'RELATIVELT@', 'RELATIVELE@', 'RELATIVEEE@'),
    unit,
    one('@ago@', '@ahead@', '@never@'),
    amount,
  ),
  joined(timeField, one('SAMEAS', 'NSAMEAS'), timeField, fc.oneof(one(''), joined(one('@'), unit))),
  joined(
    timeField,
    one('MORETHAN', 'LESSTHAN'),
    timeField,
    joined(one('@'), one('minute', 'hour', 'day', 'week', 'x')),
    joined(one('@before@', '@after@', '@'), amount),
  ),
  joined(
    timeField,
    one("DATEPARTx@javascript:gs.datePart('"),
    one("dayofweek','monday", "dayofweek','wednesday", "hour','12", "quarter','4", "year','2026"),
    one("','EE')", "','GT')", "','LE')", "','LT')"),
  ),
)
const referenceCondition = fc.oneof(
  joined(referenceField, equality, id),
  joined(referenceField, one('IN'), listOf(id)),
  joined(referenceField, textOperator, textPart),
  joined(referenceField, one('DYNAMIC', 'IN_HIERARCHY_DYNAMIC'), me),
  joined(referenceField, one('IN_HIERARCHY'), listOf(id)),
)
const otherCondition = fc.oneof(
  joined(
    anyField,
    one('ISEMPTY', 'ISNOTEMPTY', 'ANYTHING', 'EMPTYSTRING', '=', '!=', 'VALCHANGES', 'CHANGESTO1'),
  ),
  joined(flagField, one('=', '!=', 'IN'), one('true', 'false', '1', 'x')),
  joined(anyField, one('SAMEAS', 'NSAMEAS'), fc.oneof(anyField, unknownField)),
  joined(one('sys_class_name'), one('=', '!=', 'INSTANCEOF'), one('incident', 'task', 'problem', 'bogus')),
  joined(
    one('sys_id'),
    fc.oneof(equality, compare),
    one(...incidentIds.slice(0, 4), incidentIds[1]!.toUpperCase()),
  ),
  joined(one('123TEXTQUERY321=', '123TEXTINDEXGROUP321='), one('alpha', 'alph gamma', 'the', '', 'the beta')),
)
const brokenCondition = fc.oneof(
  joined(unknownField, one('=1', 'ISEMPTY', 'LIKEx')),
  joined(
    anyField,
    one('', 'ISEMPTYx', 'like1', ' = 1', 'BETWEEN1', 'INSTANCEOFtask', 'RELATIVEGT@hour@ago@1', 'ON1'),
  ),
  one('=', '😀=1', 'ORDERBY', 'A=1'),
)
/** One condition of any kind. */
export const condition = fc.oneof(
  { weight: 4, arbitrary: textCondition },
  { weight: 3, arbitrary: numberCondition },
  { weight: 4, arbitrary: timeCondition },
  { weight: 3, arbitrary: referenceCondition },
  { weight: 3, arbitrary: otherCondition },
  { weight: 1, arbitrary: brokenCondition },
)

const inner = fc.array(condition, { maxLength: 2 })
const relatedCondition = fc
  .tuple(
    one('incident.parent', 'task.parent', 'incident.bogus', 'nowhere.parent'),
    one('>=', '=', '<', '!=', '>', '<='),
    one('0', '1', '2'),
    inner,
  )
  .map(([column, by, count, conditions]) =>
    ['RLQUERY' + column + ',' + by + count, ...conditions, 'ENDRLQUERY'].join('^'),
  )
const joinCondition = fc
  .tuple(
    one(
      'incident.caller_id=sys_user.sys_id',
      'task.short_description=task.description',
      'incident.problem_id=problem.sys_id',
      'incident.bogus=task.number',
    ),
    fc.array(one('active=true', 'active=false', 'sys_idISNOTEMPTY', 'bogus=1', 'vip=true'), { maxLength: 2 }),
  )
  .map(([tie, conditions]) => `JOIN${tie}!${conditions.join('^^')}`)
const brokenPart = one(
  'ENDRLQUERY',
  'JOINincident',
  'JOINtask.sys_id=problem.sys_id',
  'RLQUERYincident.parent,=0,x',
)
const part = fc.oneof(
  { weight: 20, arbitrary: condition },
  { weight: 1, arbitrary: relatedCondition },
  { weight: 1, arbitrary: joinCondition },
  { weight: 1, arbitrary: brokenPart },
)

const joint = fc.oneof(
  { weight: 4, arbitrary: one('^') },
  { weight: 3, arbitrary: one('^OR') },
  one('^NQ', '^EQ^', '^^', '^EQ^NQ', '^GROUPBYstate^'),
)
const order = fc
  .array(
    joined(one('^ORDERBY', '^ORDERBYDESC'), fc.oneof({ weight: 6, arbitrary: anyField }, unknownField)),
    { maxLength: 3 },
  )
  .map((orders) => orders.join(''))

/** A query of the whole grammar. */
export const query = fc
  .tuple(fc.array(fc.tuple(joint, part), { maxLength: 5 }), one('', '', '', '^EQ', '^NQ', '^'), order)
  .map(
    ([parts, end, ordering]) =>
      parts.map(([before, each], at) => (at === 0 && before === '^' ? '' : before) + each).join('') +
      end +
      ordering,
  )
