import { ContextConsumer, ContextProvider, createContext } from '@lit/context'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { HostToken } from '../client/types.js'
import type { Workspace } from '../state/types.js'
import { toSnowError } from '../shared/errors.js'
import { warnOnce } from '../shared/warn-once.js'
import { sharedWorkspace } from '../state/workspace.js'

/** The workspace of the elements below; a symbol of the registry, so that two copies of Snowline agree. */
export const workspaceContext = createContext<Workspace | undefined>(Symbol.for('snowline.workspace'))

export interface WorkspaceHost extends ReactiveControllerHost, HTMLElement {
  readonly proxy: string
  readonly instance: string
  readonly bridge: string
  readonly direct: boolean
  readonly workspace: Workspace | undefined
  readonly hostToken: HostToken | undefined
}

/**
 * Finds the workspace that an element works on: its own `workspace`, else the one of its `proxy` and
 * `instance`, else the one of the Snowline element around it. Keeps the connection current meanwhile.
 */
export class WorkspaceController implements ReactiveController {
  readonly #host: WorkspaceHost
  readonly #inherited: ContextConsumer<typeof workspaceContext, WorkspaceHost>
  readonly #provider: ContextProvider<typeof workspaceContext, WorkspaceHost>
  readonly #listeners = new Set<(workspace: Workspace | undefined) => void>()
  #current: Workspace | undefined
  #life: AbortController | undefined

  constructor(host: WorkspaceHost) {
    this.#host = host
    this.#inherited = new ContextConsumer(host, { context: workspaceContext, subscribe: true })
    this.#provider = new ContextProvider(host, { context: workspaceContext })
    host.addController(this)
  }

  get workspace(): Workspace | undefined {
    return this.#current
  }

  /** True for the outermost Snowline element of a workspace: the one that tells the host of it. */
  get outermost(): boolean {
    return this.#current !== undefined && this.#inherited.value !== this.#current
  }

  /** What the host page still has to set, or has set to what cannot be used. */
  get missing(): readonly string[] {
    if (this.#current !== undefined) return []
    const unset = (['proxy', 'instance'] as const).filter((name) => isBlank(this.#host[name]))
    // Any text may be an instance; a proxy has to be a URL.
    return unset.length > 0 ? unset : ['proxy']
  }

  /** Calls `listener` with the workspace now and whenever another takes its place. */
  onChange(listener: (workspace: Workspace | undefined) => void): void {
    this.#listeners.add(listener)
    listener(this.#current)
  }

  hostConnected(): void {
    this.#start()
  }

  hostUpdate(): void {
    const next = this.#find()
    if (next === this.#current) return
    this.#stop()
    this.#current = next
    this.#provider.setValue(next)
    this.#start()
    for (const listener of this.#listeners) listener(next)
  }

  hostDisconnected(): void {
    // Moving an element within the document disconnects it for a moment: the session is not read anew for that.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#stop()
    })
  }

  #find(): Workspace | undefined {
    const { proxy, instance, bridge, direct, workspace, hostToken } = this.#host
    if (workspace) return workspace
    if (!proxy || !instance) return this.#inherited.value
    try {
      return sharedWorkspace({ proxy, instance, bridge, direct }, hostToken)
    } catch (error) {
      // A page that is set up wrongly shows what is wrong; an update that throws would show nothing.
      warnOnce(toSnowError(error).message)
      return undefined
    }
  }

  #start(): void {
    if (this.#life !== undefined || this.#current === undefined || !this.#host.isConnected) return
    this.#life = new AbortController()
    this.#current.connection.start(this.#life.signal)
  }

  #stop(): void {
    this.#life?.abort()
    this.#life = undefined
  }
}

/** An attribute that is removed leaves `null` in its property. */
function isBlank(text: string | null): boolean {
  return (text ?? '').trim() === ''
}
