import type { Incident } from '../../protocol/records.js'

export const panelTabs = ['tickets', 'new', 'knowledge', 'requests'] as const

export type PanelTab = (typeof panelTabs)[number]

/** An incident to show: its sys_id or number, and what a list already knew of it. */
export interface OpenedIncident {
  readonly id: string
  readonly known: Incident | undefined
}

/** Where a person is in the panel. */
export interface PanelPlace {
  readonly tab: PanelTab
  /** Tabs that were looked at: they stay as they were left. */
  readonly visited: readonly PanelTab[]
  readonly incident: OpenedIncident | undefined
  /** sys_id or number of the article that another tab led to. */
  readonly article: string
  /** What the new ticket begins with. */
  readonly draft: { readonly shortDescription?: string }
}

const noDraft = Object.freeze({})

export function panelPlace(tab: PanelTab = 'tickets'): PanelPlace {
  return { tab, visited: [tab], incident: undefined, article: '', draft: noDraft }
}

/** The tab that an attribute names; the first one when it names none. */
export function panelTabOf(value: string): PanelTab {
  return panelTabs.find((tab) => tab === value) ?? 'tickets'
}

export function afterTabShown(place: PanelPlace, tab: PanelTab): PanelPlace {
  if (place.tab === tab) return place
  const visited = place.visited.includes(tab) ? place.visited : [...place.visited, tab]
  return { ...place, tab, visited }
}

export function afterIncidentOpened(place: PanelPlace, incident: OpenedIncident): PanelPlace {
  return { ...afterTabShown(place, 'tickets'), incident }
}

export function afterBack(place: PanelPlace): PanelPlace {
  return place.incident === undefined ? place : { ...place, incident: undefined }
}

export function afterArticleOpened(place: PanelPlace, article: string): PanelPlace {
  return { ...afterTabShown(place, 'knowledge'), article }
}

/** What is to be kept of the place when the page leaves; `undefined` for where everybody begins. */
export function keptPlaceOf({ tab, incident, article }: PanelPlace): unknown {
  if (tab === 'tickets' && incident === undefined) return undefined
  return { tab, incident: incident?.id ?? '', article }
}

/** Back where the person was, unless they went somewhere since. Another version may have written `kept`. */
export function afterPlaceRestored(place: PanelPlace, kept: unknown): PanelPlace {
  if (place.visited.length > 1 || place.incident !== undefined || place.article !== '') return place
  const { tab, incident, article } = (kept ?? {}) as Partial<Record<'tab' | 'incident' | 'article', unknown>>
  const shown = afterTabShown(place, panelTabOf(String(tab)))
  return {
    ...shown,
    incident:
      typeof incident === 'string' && incident !== '' ? { id: incident, known: undefined } : undefined,
    article: typeof article === 'string' ? article : '',
  }
}

/** From knowledge that did not answer to a ticket about the same. */
export function afterFiledInstead(place: PanelPlace, text: string): PanelPlace {
  return { ...afterTabShown(place, 'new'), draft: { shortDescription: text } }
}
