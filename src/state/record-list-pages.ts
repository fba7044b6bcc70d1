import { createPagedCollection, type PagedCollection } from '../client/paged-collection.js'
import type { Page } from '../client/types.js'
import type { TableRecord } from '../protocol/records.js'
import type { ListQuestion } from './list-view/list-view-query.js'
import type { RecordSource } from './record-source.js'

/** The records that one question finds. */
export interface RecordPages {
  readonly collection: PagedCollection<TableRecord>
  readonly question: ListQuestion
  /** Whether rows are missing because the user may not read them. */
  readonly hidden: boolean
  /** `modCount` of a record as it was read; `undefined` when it was not. */
  versionOf(sysId: string): number | undefined
}

export interface RecordPagesOptions {
  readonly read: RecordSource
  readonly question: ListQuestion
  readonly pageSize: number
  /** Ends the requests under way; asked for anew by each. */
  readonly life: () => AbortSignal
}

/** Reads the records of a question page by page. */
export function createRecordPages(options: RecordPagesOptions): RecordPages {
  const { read, question, pageSize, life } = options
  const versions = new Map<string, number>()
  let hidden = false
  const collection = createPagedCollection<TableRecord>({
    pageSize,
    keyOf: ({ sysId }) => sysId,
    async load(offset, limit, signal) {
      const either = AbortSignal.any([signal, life()])
      const page = await read({ ...question, offset, limit, signal: either })
      for (const { sysId, modCount } of page.items) versions.set(sysId, modCount)
      hidden ||= page.items.length < promised(page, offset, limit)
      return page
    },
  })
  return {
    collection,
    question,
    get hidden() {
      return hidden
    },
    versionOf: (sysId) => versions.get(sysId),
  }
}

/** How many rows a page has for somebody who may read all of them. */
function promised({ items, more, total }: Page<TableRecord>, offset: number, limit: number): number {
  if (total !== undefined) return Math.min(limit, Math.max(0, total - offset))
  return more ? limit : items.length
}
