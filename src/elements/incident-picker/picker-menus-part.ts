import { html, type LitElement, type TemplateResult } from 'lit'
import { PopoverController } from '../../controllers/popover-controller.js'
import { afterSorted, afterSortReset } from '../../controllers/list-view-acts.js'
import { columnWord, nameOfTable, tableWord } from '../../controllers/table-words.js'
import { addStyles } from '../internal/add-styles.js'
import { menu } from '../internal/menu.js'
import { createDisplayPanel } from './display-panel.js'
import { toolPartStyles } from './picker-tools-part.styles.js'
import { toolId, type PickerToolsOptions, type Tool, type ToolPart } from './picker-tools.js'
import { createViewMenu } from './view-menu.js'

/** The menus of the toolbar: table, view, order, columns and density. */
export function createMenus(host: LitElement, options: PickerToolsOptions): ToolPart {
  addStyles(host, toolPartStyles)
  const open = (tool: Tool, onClosed?: () => void): PopoverController =>
    new PopoverController(host, {
      ...{ triggerId: toolId(tool), popupId: `${toolId(tool)}-popup` },
      align: tool === 'display' ? 'end' : 'start',
      ...(onClosed && { onClosed }),
    })
  const viewMenu = createViewMenu(host, options)
  const popovers = {
    table: open('table'),
    view: open('view', () => viewMenu.close()),
    order: open('order'),
    display: open('display'),
  }
  const displayPanel = createDisplayPanel(host, options, popovers.display)
  const popoverOf = (tool: Tool): PopoverController | undefined =>
    tool === 'filter' ? undefined : popovers[tool]

  return {
    toggle: (tool) => popoverOf(tool)?.toggle('first'),
    isOpen: (tool) => popoverOf(tool)?.open ?? false,
    render: () =>
      html`${tableMenu(options, popovers.table)} ${viewMenu.render(popovers.view)}
      ${orderMenu(options, popovers.order)} ${displayPanel()}`,
  }
}

function tableMenu(
  { list, locale, tables, chooseTable }: PickerToolsOptions,
  popover: PopoverController,
): TemplateResult {
  const { messages } = locale
  const items = tables().map((table) => ({
    label: tableWord(table, messages),
    checked: nameOfTable(table) === list.catalogue.table.name,
    run: () => chooseTable(nameOfTable(table)),
  }))
  return html`${menu({ popover, label: messages.list.table, items })}`
}

function orderMenu(
  { list, viewing, locale }: PickerToolsOptions,
  popover: PopoverController,
): TemplateResult {
  const { messages } = locale
  const { shown } = list.state
  const { catalogue } = list
  const [first] = shown.sort
  const columns = catalogue.table.columns
    .filter(({ unsortable }) => unsortable !== true)
    .map((column) => {
      const isSorted = column.field === first?.field
      const next = afterSorted(shown, catalogue, column.field)
      const word = columnWord(column, messages)
      return {
        label: isSorted ? messages.list.orderedBy(word, first.descending === true) : word,
        checked: isSorted,
        run: () => viewing.change(next),
      }
    })
  const usual = {
    label: messages.list.usualOrder,
    icon: 'refresh' as const,
    run: () => viewing.change(afterSortReset(shown, catalogue)),
  }
  return html`${menu({ popover, label: messages.list.order, items: [...columns, usual] })}`
}
