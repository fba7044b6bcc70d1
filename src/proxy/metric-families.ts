/*
 * The text format of Prometheus:
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */

export type Labels = Readonly<Record<string, string>>

export interface Counter {
  add(labels: Labels, amount?: number): void
  text(): string
}

export interface Histogram {
  observe(labels: Labels, value: number): void
  text(): string
}

/** A number for each set of labels, which only grows. */
export function createCounter(name: string, help: string): Counter {
  const series = new Map<string, number>()
  return {
    add(labels, amount = 1) {
      const key = labelText(labels)
      series.set(key, (series.get(key) ?? 0) + amount)
    },
    text: () => head(name, help, 'counter') + [...series].map(([key, n]) => line(name, key, n)).join(''),
  }
}

interface Distribution {
  /** How many values were at most the bound of the same place, and above the one before. */
  readonly counts: number[]
  count: number
  sum: number
}

/** How values spread over `bounds`, which are in order, for each set of labels. */
export function createHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const series = new Map<string, { readonly labels: Labels; readonly spread: Distribution }>()
  return {
    observe(labels, value) {
      const key = labelText(labels)
      const known = series.get(key)
      const spread = known?.spread ?? { counts: bounds.map(() => 0), count: 0, sum: 0 }
      if (known === undefined) series.set(key, { labels, spread })
      const place = bounds.findIndex((bound) => value <= bound)
      if (place >= 0) spread.counts[place] = (spread.counts[place] ?? 0) + 1
      spread.count += 1
      spread.sum += value
    },
    text: () =>
      head(name, help, 'histogram') +
      [...series.values()].map(({ labels, spread }) => distribution(name, bounds, labels, spread)).join(''),
  }
}

function distribution(
  name: string,
  bounds: readonly number[],
  labels: Labels,
  { counts, count, sum }: Distribution,
): string {
  let below = 0
  const buckets = bounds.map((bound, at) => {
    below += counts[at] ?? 0
    return line(`${name}_bucket`, labelText({ ...labels, le: String(bound) }), below)
  })
  return [
    ...buckets,
    line(`${name}_bucket`, labelText({ ...labels, le: '+Inf' }), count),
    line(`${name}_sum`, labelText(labels), sum),
    line(`${name}_count`, labelText(labels), count),
  ].join('')
}

function head(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`
}

const line = (name: string, labels: string, value: number): string => `${name}${labels} ${value}\n`

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
