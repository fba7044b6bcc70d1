import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { PopoverController } from '../../controllers/popover-controller.js'
import type { Messages } from '../../locales/en.js'
import type { ConnectedSession, InstanceSummary } from '../../protocol/proxy-contract.js'
import type { ConnectionState, SyncState } from '../../state/types.js'
import { avatar } from '../internal/avatar.js'
import { environmentChip } from '../internal/environment-chip.js'
import { icon } from '../internal/icons.js'
import { menu, onMenuTriggerKey } from '../internal/menu.js'

export interface PanelHeader {
  readonly state: ConnectionState
  readonly instance: InstanceSummary
  readonly session: ConnectedSession | undefined
  /** `undefined` while the host page asks for no sync. */
  readonly sync: SyncState | undefined
  readonly person: PopoverController
  readonly messages: Messages
  readonly formats: Formats
  readonly onSync: () => void
  readonly onDisconnect: () => void
}

/** Which instance, how current it is, and who is signed in. */
export function panelHeader(header: PanelHeader): TemplateResult {
  const { state, instance, session, messages } = header
  return html`<header class="head">
    <span class="dot ${toneOf(state)}" aria-hidden="true"></span>
    <h2 class="place" title=${instance.label} dir="auto">${instance.label}</h2>
    ${environmentChip(instance, messages)}
    <span class="space"></span>
    ${syncButton(header)} ${session === undefined ? nothing : personMenu(session, header)}
  </header>`
}

function toneOf(state: ConnectionState): string {
  switch (state.phase) {
    case 'connected':
      return state.expiring === undefined ? 'success' : 'warning'
    case 'reconnect-needed':
      return 'warning'
    case 'failed':
      return 'danger'
    case 'connecting':
      return 'accent'
    default:
      return ''
  }
}

function syncButton({
  state,
  sync,
  messages,
  formats,
  onSync,
}: PanelHeader): TemplateResult | typeof nothing {
  if (sync === undefined || state.phase !== 'connected') return nothing
  const { panel } = messages
  const sweeping = sync.status === 'sweeping'
  const last =
    sync.lastSweepAt === undefined ? panel.neverSynced : panel.syncedAt(formats.time(sync.lastSweepAt))
  const problem = sync.error === undefined ? '' : messages.errors[sync.error.code]
  const words = sweeping ? panel.syncing : [`${panel.sync}.`, problem, `${last}.`].filter(Boolean).join(' ')
  return html`<button
    type="button"
    class="button quiet sync ${sync.error === undefined ? '' : 'troubled'}"
    part="sync"
    aria-label=${words}
    title=${words}
    aria-disabled=${sweeping}
    @click=${sweeping ? nothing : onSync}
  >
    <span class="glyph ${sweeping ? 'turning' : ''}"
      >${icon(sync.error === undefined ? 'refresh' : 'warning', 14)}</span
    >
    ${sync.lastSweepAt === undefined ? nothing : html`<span class="small">${formats.time(sync.lastSweepAt)}</span>`}
  </button>`
}

function personMenu({ user, instance, actingAs }: ConnectedSession, header: PanelHeader): TemplateResult {
  const { person, messages, onDisconnect } = header
  const { connect, common } = messages
  const [name, about] = actingAs === undefined ? [user.name, user.email] : [actingAs, connect.serviceAccount]
  const label = messages.panel.account(name)
  return html`<button
      type="button"
      id="person"
      class="button quiet who"
      part="person"
      aria-haspopup="menu"
      aria-expanded=${person.open}
      aria-label=${label}
      title=${name}
      @click=${() => person.toggle('first')}
      @keydown=${(event: KeyboardEvent) => onMenuTriggerKey(event, person)}
    >
      ${avatar(name)} ${icon('chevron-down', 12)}
    </button>
    ${menu({
      popover: person,
      label,
      header: html`<div class="card">
        ${avatar(name)}
        <span class="card-words">
          <span class="name" dir="auto">${name}</span>
          <span class="muted small" dir="auto">${about}</span>
        </span>
      </div>`,
      items: [
        { label: common.openInServiceNow, icon: 'external', href: instance.url },
        ...(instance.serviceAccount
          ? []
          : [{ label: connect.disconnect, icon: 'sign-out', run: onDisconnect } as const]),
      ],
    })}`
}
