import type { Profiler } from 'node:inspector'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

type Place = readonly [where: string, pattern: RegExp]

/** Where a function is, by its file: the first that fits. */
const places: readonly Place[] = [
  ['undici (package)', /\/node_modules\/undici\//],
  ['fetch (the undici within Node)', /^node:internal\/deps\/undici/],
  ['@hono/node-server', /\/node_modules\/@hono\//],
  ['other packages', /\/node_modules\//],
  ['Snowline', /\/dist\//],
  ['Node: http', /^node:(?:_http|internal\/http|http)/],
  ['Node: sockets and streams', /^node:(?:net|stream|internal\/stream|internal\/js_stream|_stream)/],
  ['Node: Web Streams', /^node:internal\/webstreams/],
  ['Node: Web Crypto', /^node:internal\/crypto/],
  ['Node: timers and ticks', /^node:(?:internal\/(?:timers|process)|timers|async_hooks|internal\/async)/],
  ['Node: URL', /^node:internal\/url/],
  ['Node: events and aborts', /^node:(?:events|internal\/(?:event_target|abort_controller|events))/],
  ['Node: rest', /^node:/],
]

interface Row {
  readonly name: string
  readonly place: string
  readonly where: string
  selfUs: number
  withinUs: number
}

/** Neither waiting nor the profiler itself is work for a request. */
const isWork = ({ name, where }: Row): boolean => name !== '(idle)' && !where.startsWith('node:inspector')

/**
 * Prints where the time of `requests` requests went: by place, then by function. It is time of the clock,
 * taken from a main thread that may have had to wait for a core: the shares are what to go by.
 */
export function printProfile(profile: Profiler.Profile, requests: number, root: string): void {
  const busy = readRows(profile, root).filter(isWork)
  const total = busy.reduce((sum, { selfUs }) => sum + selfUs, 0)
  const perRequest = (us: number): number => Number((us / requests).toFixed(2))
  const share = (us: number): string => `${((100 * us) / total).toFixed(1)} %`

  console.log(`${requests} requests, ${perRequest(total)} µs of the main thread for one, under the profiler`)
  const byPlace = new Map<string, number>()
  for (const { place, selfUs } of busy) byPlace.set(place, (byPlace.get(place) ?? 0) + selfUs)
  const sums = [...byPlace].sort(([, a], [, b]) => b - a)
  console.table(
    Object.fromEntries(sums.map(([place, us]) => [place, { µs: perRequest(us), share: share(us) }])),
  )
  const shown = (list: readonly Row[], count: number) =>
    list.slice(0, count).map(({ name, where, selfUs, withinUs }) => ({
      function: name,
      'self µs': perRequest(selfUs),
      share: share(selfUs),
      'with callees µs': perRequest(withinUs),
      where,
    }))
  console.log('By time of their own')
  console.table(
    shown(
      busy.toSorted((a, b) => b.selfUs - a.selfUs),
      45,
    ),
  )
  console.log('Ours, by time with what they call')
  const ours = busy.filter(({ place }) => place === 'Snowline')
  console.table(
    shown(
      ours.toSorted((a, b) => b.withinUs - a.withinUs),
      30,
    ),
  )
}

/** One row for each function, wherever it was called from. */
function readRows({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, root: string): readonly Row[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  const rows = new Map<string, Row>()
  const rowOfNode = new Map<number, Row>()
  for (const { id, callFrame } of nodes) {
    const { functionName, url, lineNumber } = callFrame
    const key = `${functionName} ${url} ${lineNumber}`
    const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url
    const row = rows.get(key) ?? {
      name: functionName === '' ? '(anonymous)' : functionName,
      place: placeOf(functionName, url),
      where: url === '' ? '' : `${file}:${lineNumber + 1}`,
      selfUs: 0,
      withinUs: 0,
    }
    rows.set(key, row)
    rowOfNode.set(id, row)
  }
  samples.forEach((id, at) => {
    const us = timeDeltas[at] ?? 0
    rowOfNode.get(id)!.selfUs += us
    // A function that calls itself is counted once.
    const seen = new Set<Row>()
    for (let node: number | undefined = id; node !== undefined; node = parents.get(node)) {
      seen.add(rowOfNode.get(node)!)
    }
    for (const row of seen) row.withinUs += us
  })
  return [...rows.values()]
}

function placeOf(name: string, url: string): string {
  if (url === '') return name === '(garbage collector)' ? 'garbage collector' : 'native code'
  return places.find(([, pattern]) => pattern.test(url))?.[0] ?? 'rest'
}
