export const figureKinds = ['avg', 'min', 'max', 'sum'] as const
export type FigureKind = (typeof figureKinds)[number]

/** One aggregate: a count of rows, or a figure of a column. */
export interface Aggregate {
  readonly kind: FigureKind | 'count'
  /** Column of the figure; a count has none that matters. */
  readonly field: string
}

export interface Having extends Aggregate {
  readonly operator: string
  readonly value: number
}

export interface AggregateOrder {
  /** What groups are ordered by: an aggregate, or the value of a column that they are grouped by. */
  readonly by: Aggregate | string
  readonly descending: boolean
}

export interface AggregateRequest {
  readonly count: boolean
  readonly figures: readonly Aggregate[]
  readonly groupBy: readonly string[]
  readonly having: readonly Having[]
  readonly order: readonly AggregateOrder[]
}

/** Reads the `sysparm_*` of an aggregate request; what cannot be understood is left out. */
export function readAggregateRequest(parameters: URLSearchParams): AggregateRequest {
  const listOf = (name: string): string[] => splitList(parameters.get(name))
  return {
    count: parameters.get('sysparm_count') === 'true',
    figures: figureKinds.flatMap((kind) =>
      listOf(`sysparm_${kind}_fields`).map((field) => ({ kind, field })),
    ),
    groupBy: [...new Set(listOf('sysparm_group_by'))],
    having: listOf('sysparm_having').flatMap(readHaving),
    order: listOf('sysparm_order_by').map(readOrder),
  }
}

function splitList(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

/** `count^priority^>^3`. */
function readHaving(text: string): Having[] {
  const [name = '', field = '', operator = '', value = ''] = text.split('^')
  const kind = kindOf(name)
  const isUsable =
    kind !== undefined && compared.has(operator) && value !== '' && !Number.isNaN(Number(value))
  return isUsable ? [{ kind, field, operator, value: Number(value) }] : []
}

const compared: ReadonlySet<string> = new Set(['=', '!=', '>', '>=', '<', '<='])

/** `AVG^state`, `COUNT^DESC`, `state^DESC` or `state`. */
function readOrder(text: string): AggregateOrder {
  const parts = text.split('^')
  const descending = parts.at(-1)?.toUpperCase() === 'DESC'
  if (descending || parts.at(-1)?.toUpperCase() === 'ASC') parts.pop()
  const [first = '', field = ''] = parts
  const kind = kindOf(first)
  const isAggregate = kind !== undefined && (kind === 'count' || field !== '')
  return { by: isAggregate ? { kind, field } : first, descending }
}

function kindOf(name: string): Aggregate['kind'] | undefined {
  const wanted = name.toLowerCase()
  return wanted === 'count' ? 'count' : figureKinds.find((kind) => kind === wanted)
}
