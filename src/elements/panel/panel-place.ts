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

/** From knowledge that did not answer to a ticket about the same. */
export function afterFiledInstead(place: PanelPlace, text: string): PanelPlace {
  return { ...afterTabShown(place, 'new'), draft: { shortDescription: text } }
}
