import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { Messages } from '../../locales/en.js'
import type { SnowError } from '../../shared/errors.js'
import type { ConnectionState } from '../../state/types.js'
import { avatar } from '../internal/avatar.js'
import { copyText } from '../internal/copy-text.js'
import { environmentChip } from '../internal/environment-chip.js'
import { errorDetails, errorNotice } from '../internal/error-notice.js'
import { connectIcons, drawIcon } from '../internal/draw-icon.js'
import type { ConnectAct, ConnectButton, ConnectView } from './connect-view.js'

export interface ConnectDrawing {
  readonly view: ConnectView
  readonly messages: Messages
  readonly phase: ConnectionState['phase']
  readonly problem: SnowError | undefined
  readonly disconnecting: boolean
  readonly onAct: (act: ConnectAct) => void
}

/** The whole card. */
export function connectCard(drawing: ConnectDrawing): TemplateResult {
  const { view, messages, phase, problem } = drawing
  return html`<section
    class="card ${phase} ${view.tone}"
    part="card"
    aria-labelledby="title"
    aria-busy=${view.icon === 'spinner'}
  >
    ${connectMark(view)}
    <h2 id="title" tabindex="-1">${view.title}</h2>
    ${
      view.instance === undefined
        ? nothing
        : html`<p class="place">
            <span dir="ltr">${hostOf(view.instance.url)}</span> ${environmentChip(view.instance, messages)}
          </p>`
    }
    ${view.lead === '' ? nothing : html`<p class="lead">${view.lead}</p>`}
    ${view.note === undefined ? nothing : html`<p class="note small">${view.note}</p>`}
    ${missingAttributes(view)} ${person(view, messages)} ${keyed(phase, connectActs(drawing))} ${timeLeft(view)}
    ${problem === undefined ? nothing : errorNotice({ error: problem, messages })} ${smallPrint(drawing)}
  </section>`
}

export function connectMark({ icon: name, tone }: ConnectView, size: number = 20): TemplateResult {
  return html`<span class="mark ${tone}"
    >${name === 'spinner' ? html`<span class="spinner"></span>` : drawIcon(connectIcons[name], size)}</span
  >`
}

export function connectActs({ view, onAct, disconnecting }: ConnectDrawing): TemplateResult | typeof nothing {
  const { primary, others = [] } = view
  if (primary === undefined && others.length === 0) return nothing
  const button = ({ act, label }: ConnectButton, kind: string): TemplateResult =>
    html`<button
      type="button"
      class="button ${kind}"
      ?disabled=${act === 'disconnect' && disconnecting}
      @click=${() => onAct(act)}
    >
      ${label}
    </button>`
  return html`<div class="acts">
    ${primary === undefined ? nothing : button(primary, 'primary')}
    ${others.map((other, index) => button(other, primary === undefined && index === 0 ? '' : 'quiet'))}
  </div>`
}

/** As a developer would write them: it is one who reads this. */
function missingAttributes({ missing = [] }: ConnectView): TemplateResult | typeof nothing {
  if (missing.length === 0) return nothing
  return html`<ul class="missing">
    ${missing.map((name) => html`<li><code>${attribute(name)}</code></li>`)}
  </ul>`
}

/** Under the buttons: it comes late, and must not move what is under the cursor. */
function timeLeft({ countdown }: ConnectView): TemplateResult | typeof nothing {
  return countdown === undefined ? nothing : html`<p class="note small" role="timer">${countdown.shown}</p>`
}

function person({ session }: ConnectView, { connect }: Messages): TemplateResult | typeof nothing {
  if (session === undefined) return nothing
  const { user, actingAs } = session
  const [name, email] = actingAs === undefined ? [user.name, user.email] : [actingAs, connect.serviceAccount]
  return html`<div class="person">
    ${avatar(name)}
    <span class="who">
      <span class="name" dir="auto">${name}</span>
      <span class="muted small" dir="auto">${email}</span>
    </span>
  </div>`
}

function smallPrint({ view, messages, phase }: ConnectDrawing): TemplateResult | typeof nothing {
  const { error } = view
  const { common } = messages
  if (error === undefined || phase !== 'failed') return nothing
  const copy = (): void => void copyText(errorDetails(error))
  return html`<p class="print small muted">
    <span>${common.errorCode(error.code)}</span>
    <button type="button" class="link" @click=${copy}>${common.copyDetails}</button>
  </p>`
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

function attribute(name: string): string {
  return `${name}="…"`
}
