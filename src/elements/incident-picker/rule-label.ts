import { columnWord, viewWord } from '../../controllers/table-words.js'
import type { IncidentListController } from '../../controllers/incident-list-controller.js'
import type { Messages } from '../../locales/en.js'
import { shortened } from '../internal/shortened.js'

/** What a person calls all that a list shows: `All · Priority · “vpn”`. */
export function ruleLabel(
  { state: { shown }, catalogue }: Pick<IncidentListController, 'state' | 'catalogue'>,
  messages: Messages,
): string {
  const view = catalogue.views.find(({ id }) => id === shown.view) ?? catalogue.views[0]!
  const filtered = catalogue.table.columns.filter(({ field }) => Object.hasOwn(shown.filters, field))
  const search = shown.search.trim()
  return [
    viewWord(view, messages),
    ...filtered.map((column) => columnWord(column, messages)),
    ...(search === '' ? [] : [`“${shortened(search)}”`]),
  ].join(' · ')
}
