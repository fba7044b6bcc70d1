import { type ColumnReader, columnReader, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { type Store } from '../storage/store.js'
import { type Reader, readerOf } from './reader.js'

export type DisplayMode = 'false' | 'true' | 'all'

/** How the rows of an answer are written, and for whom. */
export interface RenderContext {
  readonly store: Store
  readonly reader: Reader
  readonly mode: DisplayMode
  readonly excludeLinks: boolean
  /** What links start with, such as `https://dev.example/api/now/v2`. */
  readonly linkBase: string
  /** What becomes of a column that the reader may not see. */
  readonly denied: 'empty' | 'absent'
  /** Whether the reader may see a column of the row that holds it. */
  readonly mayRead: ColumnReader
}

type RenderOptions = Pick<RenderContext, 'mode' | 'excludeLinks' | 'linkBase'>

export function renderContextOf(instance: Instance, who: Principal, options: RenderOptions): RenderContext {
  return {
    ...options,
    store: instance.store,
    reader: readerOf(instance, who),
    denied: instance.switches['denied-column'],
    mayRead: columnReader(instance.store, who),
  }
}
