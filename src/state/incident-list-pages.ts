import { createPagedCollection, type PagedCollection } from '../client/paged-collection.js'
import type { IncidentsApi, Page } from '../client/types.js'
import type { Query } from '../protocol/query.js'
import type { Incident } from '../protocol/records.js'
import { newestFirst } from './incident-list-query.js'

/** The incidents that one query finds. */
export interface IncidentPages {
  readonly collection: PagedCollection<Incident>
  /** Whether rows are missing because the user may not read them. */
  readonly hidden: boolean
  /** `modCount` of an incident as it was read; `undefined` when it was not. */
  versionOf(sysId: string): number | undefined
}

export interface IncidentPagesOptions {
  readonly incidents: Pick<IncidentsApi, 'list'>
  readonly query: Query
  readonly pageSize: number
  /** Ends the requests under way; asked for anew by each. */
  readonly life: () => AbortSignal
}

/** Reads the incidents of a query page by page, newest first. */
export function createIncidentPages(options: IncidentPagesOptions): IncidentPages {
  const { incidents, query, pageSize, life } = options
  const versions = new Map<string, number>()
  let hidden = false
  const collection = createPagedCollection<Incident>({
    pageSize,
    keyOf: ({ sysId }) => sysId,
    async load(offset, limit, signal) {
      const either = AbortSignal.any([signal, life()])
      const page = await incidents.list({ query, sort: newestFirst, offset, limit, signal: either })
      for (const { sysId, modCount } of page.items) versions.set(sysId, modCount)
      hidden ||= page.items.length < promised(page, offset, limit)
      return page
    },
  })
  return {
    collection,
    get hidden() {
      return hidden
    },
    versionOf: (sysId) => versions.get(sysId),
  }
}

/** How many rows a page has for somebody who may read all of them. */
function promised({ items, more, total }: Page<Incident>, offset: number, limit: number): number {
  if (total !== undefined) return Math.min(limit, Math.max(0, total - offset))
  return more ? limit : items.length
}
