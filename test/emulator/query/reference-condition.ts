import { textValue, timeValue } from './reference-scripts.js'
import { apart, part, relative, same } from './reference-times.js'
import { type Named, named, type ReferenceWorld, type Row, secondsOf, shown } from './reference-values.js'

export type Test = (row: Row) => boolean
/** `invalid` is dropped or empties the answer; `unknown` may be refused as well. */
export type Verdict = Test | 'invalid' | 'unknown'

const spelled = [
  '=,!=,>=,<=,>,<,!*,*,%,LIKE,NOT LIKE,NOTLIKE,STARTSWITH,ENDSWITH,IN,NOT IN,ISEMPTY,ISNOTEMPTY,ANYTHING',
  'EMPTYSTRING,SAMEAS,NSAMEAS,VALCHANGES,CHANGESFROM,CHANGESTO,BETWEEN,DYNAMIC,IN_HIERARCHY',
  'IN_HIERARCHY_DYNAMIC,GT_FIELD,LT_FIELD,GT_OR_EQUALS_FIELD,LT_OR_EQUALS_FIELD,ON,NOTON,RELATIVEGT,RELATIVEGE',
  'RELATIVELT,RELATIVELE,RELATIVEEE,DATEPART,MORETHAN,LESSTHAN,INSTANCEOF',
]
const operators = spelled
  .join(',')
  .split(',')
  .sort((a, b) => b.length - a.length)

/** What one term of a query asks of a row of a table. */
export function verdictOf(term: string, table: string, world: ReferenceWorld): Verdict {
  if (term.startsWith('123TEXTINDEXGROUP321=')) return () => true
  if (term.startsWith('123TEXTQUERY321')) return wordSearch(term.slice(15), table)
  const name = term.match(/^[a-z_][a-z0-9_.]*/)?.[0]
  if (name === undefined) return 'invalid'
  const rest = term.slice(name.length)
  const operator = operators.find((each) => rest.startsWith(each))
  if (operator === undefined) return 'invalid'
  const value = rest.slice(operator.length)
  const bare = ['ISEMPTY', 'ISNOTEMPTY', 'ANYTHING', 'EMPTYSTRING', 'VALCHANGES'].includes(operator)
  if (bare && value !== '') return 'invalid'
  const column = named(world, table, name)
  if (column === undefined) return 'unknown'
  return test(column, operator, value, { table, world })
}

interface Scene {
  readonly table: string
  readonly world: ReferenceWorld
}

function test(column: Named, operator: string, value: string, scene: Scene): Verdict {
  const { read, kind } = column
  const { world } = scene
  const other = (): Named | undefined => named(world, scene.table, value.split('@')[0]!)
  switch (operator) {
    case 'ISEMPTY':
    case 'EMPTYSTRING':
      return (row) => read(row) === ''
    case 'ISNOTEMPTY':
      return (row) => read(row) !== ''
    case 'ANYTHING':
      return () => true
    case '=':
      return equal(column, value, world)
    case '!=':
      return opposite(equal(column, value, world))
    case 'IN':
      return anyEqual(column, value, world)
    case 'NOT IN':
      return opposite(anyEqual(column, value, world))
    case 'LIKE':
    case '*':
      return inText(column, value, world, (text, part) => text.includes(part))
    case 'NOT LIKE':
    case 'NOTLIKE':
    case '!*':
      return opposite(inText(column, value, world, (text, part) => text.includes(part)))
    case 'STARTSWITH':
      return inText(column, value, world, (text, part) => text.startsWith(part))
    case 'ENDSWITH':
    case '%':
      return inText(column, value, world, (text, part) => text.endsWith(part))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return beside(column, operator, value, world)
    case 'BETWEEN':
      return between(column, value, world)
    case 'ON':
    case 'NOTON': {
      if (!value.includes('@')) return 'invalid'
      const inside = between(column, value.slice(value.indexOf('@') + 1), world)
      return operator === 'ON' ? inside : opposite(inside)
    }
    case 'SAMEAS':
      return same(column, other(), value.split('@').slice(1), world)
    case 'NSAMEAS':
      return opposite(same(column, other(), value.split('@').slice(1), world))
    case 'GT_FIELD':
    case 'LT_FIELD':
    case 'GT_OR_EQUALS_FIELD':
    case 'LT_OR_EQUALS_FIELD':
      return numbers(column, other(), operator)
    case 'MORETHAN':
    case 'LESSTHAN':
      return apart(column, other(), value.split('@').slice(1), { world, isMore: operator === 'MORETHAN' })
    case 'INSTANCEOF':
      if (kind !== 'class') return 'invalid'
      return (row) => read(row) === value || (value === 'task' && ['incident', 'problem'].includes(read(row)))
    case 'DYNAMIC':
      if (kind !== 'reference' || value !== me) return 'invalid'
      return (row) => read(row) === world.userId
    case 'IN_HIERARCHY':
      return below(column, textValue(value, world)?.split(','), world)
    case 'IN_HIERARCHY_DYNAMIC':
      return value === me ? below(column, [world.userId], world) : 'invalid'
    case 'DATEPART':
      return part(column, value, world)
    default:
      return operator.startsWith('RELATIVE') ? relative(column, operator.slice(8), value, world) : 'invalid'
  }
}

const me = '90d1921e5f510100a9ad2572f2b477fe'

function opposite(verdict: Verdict): Verdict {
  return typeof verdict === 'string' ? verdict : (row) => !verdict(row)
}

const isNumeral = (text: string): boolean => /^-?[0-9]+(\.[0-9]+)?$/.test(text)

function equal({ read, kind }: Named, value: string, world: ReferenceWorld): Verdict {
  if (value === '') return (row) => read(row) === ''
  if (kind === 'time') {
    const seconds = timeValue(value, world)
    if (seconds === undefined) return 'invalid'
    return (row) => read(row) !== '' && secondsOf(read(row)) === seconds
  }
  const wanted = textValue(value, world)
  if (wanted === undefined) return 'invalid'
  if (kind === 'boolean') return (row) => (read(row) === 'true') === ['true', '1'].includes(wanted)
  if (kind === 'number' && isNumeral(wanted)) {
    return (row) => read(row) !== '' && parseFloat(read(row)) === parseFloat(wanted)
  }
  return (row) => read(row).toUpperCase() === wanted.toUpperCase()
}

function anyEqual(column: Named, value: string, world: ReferenceWorld): Verdict {
  // A list is a script as a whole or not at all.
  if (value.startsWith('javascript:')) return equal(column, value, world)
  const all = value.split(',').map((each) => equal(column, each.replace(/^javascript:/, '\u0002'), world))
  return (row) => all.some((each) => (each as Test)(row))
}

type Compare = (text: string, part: string) => boolean

function inText({ read, kind, to }: Named, value: string, world: ReferenceWorld, compare: Compare): Verdict {
  const wanted = textValue(value, world)?.toUpperCase()
  if (wanted === undefined) return 'invalid'
  return (row) => {
    const stored = read(row)
    return compare((kind === 'reference' ? shown(world, to!, stored) : stored).toUpperCase(), wanted)
  }
}

function beside({ read, kind }: Named, operator: string, value: string, world: ReferenceWorld): Verdict {
  const holds = (left: number | string, right: number | string): boolean =>
    operator === '<'
      ? left < right
      : operator === '<='
        ? left <= right
        : operator === '>'
          ? left > right
          : left >= right
  if (kind === 'time') {
    const seconds = timeValue(value, world)
    if (seconds === undefined || Number.isNaN(seconds)) return 'invalid'
    return (row) => read(row) !== '' && holds(secondsOf(read(row)), seconds)
  }
  const wanted = textValue(value, world)
  if (wanted === undefined) return 'invalid'
  if (kind === 'number') {
    if (!isNumeral(wanted)) return 'invalid'
    return (row) => read(row) !== '' && holds(parseFloat(read(row)), parseFloat(wanted))
  }
  return (row) => read(row) !== '' && holds(read(row).toLowerCase(), wanted.toLowerCase())
}

function between(column: Named, value: string, world: ReferenceWorld): Verdict {
  const at = value.indexOf('@')
  if (at < 0) return 'invalid'
  const from = beside(column, '>=', value.slice(0, at), world)
  const to = beside(column, '<=', value.slice(at + 1), world)
  if (typeof from === 'string' || typeof to === 'string') return 'invalid'
  return (row) => from(row) && to(row)
}

function numbers(column: Named, other: Named | undefined, operator: string): Verdict {
  if (other === undefined) return 'unknown'
  if (column.kind !== 'number' || other.kind !== 'number') return 'invalid'
  return (row) => {
    const [left, right] = [parseFloat(column.read(row)), parseFloat(other.read(row))]
    if (Number.isNaN(left) || Number.isNaN(right)) return false
    if (left === right) return operator.includes('EQUALS')
    return operator.startsWith('GT') ? left > right : left < right
  }
}

function below(column: Named, roots: readonly string[] | undefined, world: ReferenceWorld): Verdict {
  const up = column.to === 'sys_user' ? 'manager' : 'parent'
  if (column.kind !== 'reference' || roots === undefined) return 'invalid'
  const rows = world.rows[column.to!]!
  return (row) => {
    const seen: string[] = []
    for (let id = column.read(row); id !== '' && !seen.includes(id);) {
      if (roots.includes(id)) return true
      seen.push(id)
      id = rows.find((each) => each.sys_id === id)?.[up] ?? ''
    }
    return false
  }
}

const tooCommon = ['the', 'of', 'is', 'a']

function wordSearch(rest: string, table: string): Verdict {
  if (!rest.startsWith('=')) return 'invalid'
  const given =
    rest
      .slice(1)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  const telling = given.filter((word) => !tooCommon.includes(word))
  const words = telling.length > 0 ? telling : given
  return (row) => {
    const searched =
      table === 'sys_user' ? ['name', 'user_name'] : ['number', 'short_description', 'description']
    const text = searched.map((column) => row[column] ?? '').join(' ')
    const here = text.toLowerCase().match(/[a-z0-9]+/g) ?? []
    return words.length > 0 && words.every((word) => here.some((each) => each.startsWith(word)))
  }
}
