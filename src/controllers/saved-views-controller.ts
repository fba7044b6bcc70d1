import { toSnowError } from '../shared/errors.js'
import { ownerOf } from '../state/connection-state.js'
import { browserStorage } from '../state/kept-draft-mark.js'
import type { ListView } from '../state/list-view/list-view.js'
import { parseViewString } from '../state/list-view/parse-view-string.js'
import { SavedViewStore, type SavedView } from '../state/list-view/saved-views.js'
import type { IncidentListController } from './incident-list-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

/** A saved view as it can be chosen now, or why it cannot. */
export interface SavedChoice extends SavedView {
  /** `undefined`: the list cannot be looked at like this any more. */
  readonly shown: ListView | undefined
  readonly isTooNew: boolean
}

/** The views that the signed-in person saved for the table of a list; nothing where none can be kept. */
export function savedViewsOf(
  list: IncidentListController,
  connected: WorkspaceController,
): SavedViewStore | undefined {
  const { workspace } = connected
  const user = workspace && ownerOf(workspace.connection.get())
  const storage = browserStorage('localStorage')
  if (workspace === undefined || user === undefined || storage === undefined) return undefined
  const { proxy, instance } = workspace.client
  return new SavedViewStore({ ...{ proxy, instance, user, storage }, table: list.catalogue.table.name })
}

/** Each of them, read with the views and columns that the list has now. */
export function savedChoices(
  views: SavedViewStore | undefined,
  list: IncidentListController,
): readonly SavedChoice[] {
  return (views?.get().views ?? []).map((saved) => {
    try {
      return { ...saved, shown: parseViewString(saved.view, list.catalogue), isTooNew: false }
    } catch (error) {
      return { ...saved, shown: undefined, isTooNew: toSnowError(error).code === 'SNOW_VIEW_TOO_NEW' }
    }
  })
}
