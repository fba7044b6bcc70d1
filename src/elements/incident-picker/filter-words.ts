import type { FilterValuesController } from '../../controllers/filter-values-controller.js'
import { me } from '../../controllers/list-view-acts.js'
import type { Messages } from '../../locales/en.js'
import type { FilterDescriptor } from '../../protocol/tables/table-descriptor.js'
import type { ListFilter } from '../../state/list-view/list-filter.js'

/** What a person calls one value of a filter. */
export function valueWord(
  filter: FilterDescriptor,
  value: string,
  values: Pick<FilterValuesController, 'nameOf'>,
  { list }: Messages,
): string {
  if (value === '') return list.emptyValue
  if (filter.kind === 'reference' && value === me) {
    return filter.table === 'sys_user_group' ? list.myGroups : list.me
  }
  const name = values.nameOf(filter, value)
  return name === undefined ? '…' : name || list.hiddenName
}

/** What a filter that is on lets through, in a few words. */
export function filterWords(
  descriptor: FilterDescriptor,
  filter: ListFilter,
  values: Pick<FilterValuesController, 'nameOf'>,
  messages: Messages,
): string {
  const { list } = messages
  switch (filter.kind) {
    case 'last-days':
      return list.lastDays(filter.days)
    case 'between':
      return [
        filter.from === '' ? '' : list.fromDay(filter.from),
        filter.to === '' ? '' : list.toDay(filter.to),
      ]
        .filter((part) => part !== '')
        .join(' ')
    case 'any-of': {
      const shown = filter.values.slice(0, 2).map((value) => valueWord(descriptor, value, values, messages))
      const more = filter.values.length - shown.length
      return shown.join(', ') + (more > 0 ? ` +${more}` : '')
    }
  }
}
