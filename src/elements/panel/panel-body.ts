import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { ArticleSummary, Incident } from '../../protocol/records.js'
import type { SnowEventMap } from '../events.js'
import { emptyState } from '../internal/empty-state.js'
import { icon } from '../internal/icons.js'
import { panelPart as part, type PanelParts } from './panel-part.js'
import { takesText } from './search-key.js'
import { panelTabs, type PanelPlace, type PanelTab } from './panel-place.js'

export interface PanelBody extends PanelParts {
  /** Whose panel it is: another person gets other elements, so that nothing of the one before is left. */
  readonly owner: string
  readonly place: PanelPlace
  readonly onOpened: (event: SnowEventMap['snow-incident-opened']) => void
  readonly onCreated: () => void
  readonly onGone: (id: string) => void
  readonly onOpenCount: (count: number) => void
  readonly onOpenIncident: (incident: Incident) => void
  readonly onOpenArticle: (article: ArticleSummary) => void
  readonly onShowTickets: () => void
  readonly onFileInstead: (text: string) => void
  readonly onBack: () => void
}

/** The tab panels. Those that were visited stay where they are, with what was typed and how far it was scrolled. */
export function panelBody(body: PanelBody): TemplateResult {
  const { place, owner } = body
  return html`<div
    class="body"
    @snow-incident-opened=${body.onOpened}
    @snow-incident-created=${body.onCreated}
  >
    ${panelTabs.map(
      (tab) =>
        html`<div
          id="part-${tab}"
          class="part ${tab === place.tab ? 'shown' : ''}"
          role="tabpanel"
          aria-labelledby="tab-${tab}"
          ?inert=${tab !== place.tab}
        >
          ${place.visited.includes(tab) ? keyed(owner, renderTab(tab, body)) : nothing}
        </div>`,
    )}
  </div>`
}

function renderTab(tab: PanelTab, body: PanelBody): TemplateResult {
  switch (tab) {
    case 'tickets':
      return tickets(body)
    case 'new':
      return part(
        'snow-incident-form',
        body,
        () =>
          html`<snow-incident-form .lang=${body.lang}
            .defaults=${body.place.draft}
            .openIncident=${body.onOpenIncident}
            .openArticle=${body.onOpenArticle}
            .showTickets=${body.onShowTickets}
          ></snow-incident-form>`,
      )
    case 'knowledge':
      return part(
        'snow-knowledge',
        body,
        () =>
          html`<snow-knowledge .lang=${body.lang}
            .article=${body.place.article}
            .fileInstead=${body.onFileInstead}
          ></snow-knowledge>`,
      )
    case 'requests':
      return part('snow-requests', body, () => html`<snow-requests .lang=${body.lang}></snow-requests>`)
  }
}

function tickets(body: PanelBody): TemplateResult {
  const { place, messages, onBack, onOpenCount } = body
  const opened = place.incident !== undefined
  return html`<div class="tickets ${opened ? 'opened' : ''}">
    <div class="list">
      ${part(
        'snow-incident-picker',
        body,
        () =>
          html`<snow-incident-picker
            .lang=${body.lang}
            .tellOpenCount=${onOpenCount}
          ></snow-incident-picker>`,
      )}
    </div>
    <div class="detail" @keydown=${(event: KeyboardEvent) => onDetailKey(event, onBack)}>
      ${
        opened
          ? html`<button type="button" class="button quiet back" @click=${onBack}>
              ${icon('chevron-left')} ${messages.panel.backToList}
            </button>`
          : nothing
      }
      ${
        opened
          ? part(
              'snow-incident',
              body,
              () =>
                html`<snow-incident .lang=${body.lang}
                  .incidentId=${place.incident?.id ?? ''}
                  .incident=${place.incident?.known}
                  .tellGone=${body.onGone}
                ></snow-incident>`,
            )
          : emptyState({ icon: 'ticket', title: messages.incident.none, lead: '' })
      }
    </div>
  </div>`
}

/** Escape leaves an incident that covers the list; what was typed into a field is not left by accident. */
function onDetailKey(event: KeyboardEvent, onBack: () => void): void {
  if (event.key !== 'Escape' || event.defaultPrevented || takesText(event.composedPath()[0])) return
  const back = (event.currentTarget as Element).querySelector('.back')
  if (back?.checkVisibility() !== true) return
  event.preventDefault()
  event.stopPropagation()
  onBack()
}
