import { toSnowError, type SnowError } from '../../shared/errors.js'
import { browserStorage } from '../kept-draft-mark.js'
import type { SelectionStore } from '../selection-store.js'
import type { Workspace } from '../types.js'

export interface KeepPickedOptions {
  readonly store: SelectionStore
  readonly workspace: Workspace
  readonly table: string
  readonly name: string
  readonly preselected: readonly string[]
  readonly onError: (error: SnowError) => void
}

/** Selects what is preselected or remembered for the person who is signed in; loaded when there is such. */
export interface PickedKeeper {
  /** sys_id of the person; somebody else's selection ends with them. */
  follow(owner: string | undefined): void
  want(idsOrNumbers: readonly string[]): void
  /** Reads what could not be read before. */
  read(): void
}

export function createPickedKeeper(options: KeepPickedOptions): PickedKeeper {
  const { store, workspace, table, name, onError } = options
  let owner: string | undefined
  let life: AbortController | undefined
  let read: (() => Promise<void>) | undefined

  async function keep(preselected: readonly string[]): Promise<void> {
    if (owner === undefined || (name === '' && preselected.length === 0)) return
    if (life !== undefined) {
      store.want(preselected, table)
      return read?.()
    }
    const own = (life = new AbortController())
    try {
      const { keepSelection } = await import('../keep-selection.js')
      if (own.signal.aborted) return
      read = keepSelection({
        ...{ store, client: workspace.client, owner, name, preselected, table, onError },
        storage: browserStorage('sessionStorage'),
        signal: own.signal,
      })
    } catch (error) {
      // It may load the next time that it is needed.
      if (life === own) life = undefined
      onError(toSnowError(error))
    }
    await read?.()
  }

  return {
    follow(next) {
      if (next === owner) return
      life?.abort()
      life = read = undefined
      owner = next
      void keep(options.preselected)
    },
    want: (idsOrNumbers) => void keep(idsOrNumbers),
    read: () => void read?.(),
  }
}
