import { toSnowError, type SnowError } from '../shared/errors.js'
import { createPageCache } from './page-cache.js'
import { createPageMap } from './page-map.js'
import type { Page } from './types.js'

export interface PagedCollectionOptions<T> {
  readonly pageSize: number
  /**
   * Reads one page, or several in one request where nearly all rows are hidden; `offset` is the server's,
   * hidden rows included.
   */
  load(offset: number, limit: number, signal: AbortSignal): Promise<Page<T>>
  /** Identity of a row, so that one that moved over a page border meanwhile is not there twice. */
  keyOf?(item: T): string
  /** Pages whose rows stay in memory; the farthest from what was last wanted go first. 40 when left out. */
  readonly keptPages?: number
}

/**
 * A list on the server, read page by page as it is looked at. Rows are numbered as they are on screen:
 * pages that come back short, because the user may not read every row, close up.
 */
export interface PagedCollection<T> {
  /** Rows to make room for. Exact once `complete`; before, at most this many (0 before the first answer). */
  readonly length: number
  /** Rows that were really seen: "at least this many". */
  readonly seen: number
  /** Whether every page was read, so that `length` is exact. */
  readonly complete: boolean
  readonly loading: boolean
  /** Why a page that was wanted is missing; stays until `retry` or `reset`. */
  readonly failure: SnowError | undefined
  /** Why this row is missing; `undefined` when it is there, or on its way. */
  failureAt(index: number): SnowError | undefined
  /** The row, or `undefined` while its page is not in memory. */
  at(index: number): T | undefined
  slice(start: number, end: number): readonly (T | undefined)[]
  /**
   * Reads what is missing of the rows `first` to `last`, one request per page, and after it the next
   * page ahead. Resolves when the rows are there, a page failed, or a later call wants others; requests
   * that nobody wants any more are aborted. A row far down costs one request, not all the pages before it.
   */
  ensure(first: number, last?: number): Promise<void>
  /** Reads again what failed. */
  retry(): Promise<void>
  /** Forgets everything; answers that are under way are dropped. */
  reset(): void
  /** Calls the listener after each change; returns what stops that. */
  subscribe(listener: () => void): () => void
}

/** Rows that one request asks for at most; ServiceNow's front ends and the relay take no more. */
const mostRows = 1_000

/** Pages that one request reads. */
interface Span {
  readonly first: number
  readonly end: number
}

interface Pending extends Span {
  readonly controller: AbortController
  readonly done: Promise<void>
}

export function createPagedCollection<T>(options: PagedCollectionOptions<T>): PagedCollection<T> {
  const { pageSize, keptPages = 40 } = options
  const map = createPageMap(pageSize)
  const pages = createPageCache<T>(keptPages * pageSize)
  /** By each page that a request reads. */
  const pending = new Map<number, Pending>()
  const failures = new Map<number, SnowError>()
  const listeners = new Set<() => void>()
  let total: number | undefined
  /** Number of pages, once a page said that it is the last. */
  let end: number | undefined
  let highest = -1
  let wanted: readonly [number, number] = [0, 0]
  /** Pages that the next request behind a nearly empty page reads. */
  let stride = 1
  let call = 0

  /** Number of pages; `undefined` while only asking for the next one can tell. */
  function pageCount(): number | undefined {
    const counted = total === undefined ? undefined : Math.ceil(total / pageSize)
    return end === undefined || counted === undefined ? (end ?? counted) : Math.min(end, counted)
  }

  function length(): number {
    const count = pageCount()
    // Room for one page more, so that scrolling there asks for it.
    if (count === undefined) return highest < 0 ? 0 : map.startOf(highest + 1) + pageSize
    const whole = count === 0 || map.countOf(count - 1) !== undefined
    return Math.max(0, whole ? map.startOf(count) : (total ?? 0) - map.missingBefore(count))
  }

  function at(index: number): T | undefined {
    const page = map.pageOf(index)
    return pages.get(page)?.[index - map.startOf(page)]
  }

  function afterAnswer({ first, end: after }: Span, answer: Page<T>): void {
    const near = new Set(
      [first - 1, after].flatMap((one) => pages.get(one) ?? []).map((item) => options.keyOf?.(item)),
    )
    const items = options.keyOf
      ? answer.items.filter((item) => !near.has(options.keyOf?.(item)))
      : answer.items
    total = answer.total
    if (!answer.more) end = after
    else if (end !== undefined && end <= after) end = undefined
    highest = Math.max(highest, after - 1)
    const room = (after - first) * pageSize
    stride = isNearlyEmpty(items.length, room) ? Math.min(2 * stride, Math.ceil(mostRows / pageSize)) : 1
    // Which page of several a row is of, nobody knows: as later ones close up, the first may have them all.
    const exact = after - first === 1 || items.length === room
    for (let page = first; page < after; page += 1) {
      const own = items.slice((page - first) * pageSize, (page - first + 1) * pageSize)
      map.record(page, own.length)
      pages.set(page, own, exact)
    }
    pages.evict(map.pageOf(wanted[0]), map.pageOf(wanted[1]))
  }

  /** The pages to read from `first` on: several where those before were nearly empty. */
  function spanFrom(first: number): Span {
    const before = map.countOf(first - 1)
    const most = before !== undefined && isNearlyEmpty(before, pageSize) ? stride : 1
    const limit = Math.min(first + most, pageCount() ?? Infinity)
    let after = first + 1
    while (after < limit && map.countOf(after) === undefined && !pending.has(after)) after += 1
    return { first, end: after }
  }

  function load(page: number): Promise<void> {
    const running = pending.get(page)
    if (running !== undefined) return running.done
    const span = spanFrom(page)
    const controller = new AbortController()
    const isCurrent = (): boolean => pending.get(page)?.controller === controller
    const read = async (): Promise<void> => {
      try {
        const limit = (span.end - page) * pageSize
        const answer = await options.load(page * pageSize, limit, controller.signal)
        if (isCurrent()) afterAnswer(span, answer)
      } catch (error) {
        if (!isCurrent()) return
        failures.set(page, toSnowError(error))
        // It may have been too much at once.
        stride = 1
      }
      if (!isCurrent()) return
      forget(span)
      for (const listener of listeners) listener()
    }
    // In a microtask: what `load` throws at once must find its entry in `pending`.
    const done = Promise.resolve().then(read)
    const request: Pending = { ...span, controller, done }
    for (let one = page; one < span.end; one += 1) pending.set(one, request)
    return done
  }

  function forget({ first, end: after }: Span): void {
    for (let page = first; page < after; page += 1) pending.delete(page)
  }

  /** Pages of the wanted rows, as far as is known now, that can exist. */
  function wantedPages(): number[] {
    const limit = pageCount() ?? highest + 2
    const first = map.pageOf(wanted[0])
    const last = Math.min(map.pageOf(wanted[1]), limit - 1)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  }

  const isMissing = (page: number): boolean =>
    map.countOf(page) !== 0 && !pages.has(page) && !failures.has(page)

  const isNearlyEmpty = (rows: number, room: number): boolean => rows * 10 < room

  async function ensure(first: number, last = first): Promise<void> {
    wanted = [Math.max(0, first), Math.max(0, first, last)]
    const own = (call += 1)
    for (;;) {
      const now = wantedPages()
      const next = (now.at(-1) ?? -1) + 1
      for (const request of new Set(pending.values())) {
        if ([...now, next].some((page) => page >= request.first && page < request.end)) continue
        forget(request)
        request.controller.abort()
      }
      const missing = now.filter(isMissing)
      if (missing.length === 0) {
        if (highest >= 0 && next < (pageCount() ?? highest + 2) && isMissing(next)) void load(next)
        return
      }
      await Promise.all(missing.map(load))
      if (own !== call) return
    }
  }

  return {
    get length() {
      return length()
    },
    get seen() {
      return map.seen()
    },
    get complete() {
      const count = pageCount()
      return count !== undefined && highest >= 0 && map.hasAll(count)
    },
    get loading() {
      return pending.size > 0
    },
    get failure() {
      return failures.values().next().value
    },
    failureAt: (index) => failures.get(map.pageOf(index)),
    at,
    slice: (start, stop) =>
      Array.from({ length: Math.max(0, stop - start) }, (_, index) => at(start + index)),
    ensure,
    retry() {
      failures.clear()
      return ensure(...wanted)
    },
    reset() {
      call += 1
      for (const { controller } of pending.values()) controller.abort()
      for (const part of [pending, pages, failures]) part.clear()
      map.clear()
      total = end = undefined
      highest = -1
      stride = 1
      wanted = [0, 0]
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
