import type { ReactiveControllerHost } from 'lit'
import type { DraftKeeper } from '../state/draft-keeping.js'
import { KeptDraftController } from './kept-draft-controller.js'
import { OwnerController } from './owner-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

/** Lets a place in the host outlive a sign-in. A chunk of its own: few pages ever see one that leaves them. */
export function keepPlace(
  host: ReactiveControllerHost & HTMLElement,
  connected: WorkspaceController,
  keeper: DraftKeeper,
): void {
  const kept = new KeptDraftController(host, keeper)
  new OwnerController(host, { connected, onChange: (ownership) => kept.follow(ownership) })
  host.requestUpdate()
}
