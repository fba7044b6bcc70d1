import { LitElement } from 'lit'
import { property } from 'lit/decorators.js'
import { FactsController } from '../../controllers/facts-controller.js'
import { LocaleController } from '../../controllers/locale-controller.js'
import { UnconfirmedController } from '../../controllers/unconfirmed-controller.js'
import { WorkspaceController } from '../../controllers/workspace-controller.js'
import type { HostToken } from '../../client/types.js'
import type { Workspace } from '../../state/types.js'
import { warnOnce } from '../../shared/warn-once.js'
import { emit } from '../events.js'
import { controls } from './controls.styles.js'
import { tokens } from './tokens.styles.js'

/**
 * What every Snowline element has: the connection it works on, its language, its look. The class
 * registers nothing; `snowline/define/…` does.
 */
export abstract class SnowElement extends LitElement {
  static override styles = [tokens, controls]

  /** URL of the proxy, such as `https://sn.example.com`. Elements inside a panel take the panel's. */
  @property({ reflect: true }) proxy = ''

  /** Id of the instance in the proxy's configuration. */
  @property({ reflect: true }) instance = ''

  /**
   * URL of the bridge page on the host's own origin, where the host is on another site than the proxy.
   * Elements inside a panel take the panel's.
   */
  @property({ reflect: true }) bridge = ''

  /** Reads from the instance itself instead of through the proxy's relay; see direct mode. */
  @property({ type: Boolean, reflect: true }) direct = false

  /** A workspace made by the host; wins over `proxy` and `instance`. */
  @property({ attribute: false }) workspace: Workspace | undefined

  /**
   * Gives the host's own signed token, where the instance is connected by a service account; called with
   * every request. Never an attribute: what is in the document is for everybody to read.
   */
  @property({ attribute: false }) hostToken: HostToken | undefined

  /** BCP 47 tag; the nearest `lang` around the element when unset. */
  @property() override lang = ''

  protected readonly locale = new LocaleController(this)
  protected readonly connected = new WorkspaceController(this)
  protected readonly facts = new FactsController(this, {
    connected: this.connected,
    tell: (type, detail) => emit(this, type, detail),
  })

  constructor() {
    super()
    new UnconfirmedController(this, this.connected)
  }

  /** Defines the class under `tag`, once, and says so when another copy was faster. */
  static define<T extends CustomElementConstructor>(
    this: T,
    tag: string,
    registry: CustomElementRegistry = customElements,
  ): T {
    const existing = registry.get(tag)
    if (existing === undefined) registry.define(tag, this)
    else if (existing !== this) warnOnce(`<${tag}> is already defined by another copy of Snowline`)
    return this
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('lang')) this.locale.refresh()
  }
}
