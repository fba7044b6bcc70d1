import { html, LitElement, type TemplateResult } from 'lit'
import { VirtualListController } from '../../../src/controllers/virtual-list-controller.js'
import { createPickerRow } from '../../../src/elements/incident-picker/picker-row.js'
import type { Incident } from '../../../src/protocol/records.js'
import { offerList, rowHeight } from './list-page.js'
import { contentOf } from './row-content.js'
import { listSheets } from './row-styles.js'

/** The picker's list and rows without what is around them: no toolbar, no store, no selection. */
class OwnList extends LitElement {
  static override styles = listSheets
  incidents: readonly Incident[] = []
  readonly rows = new VirtualListController(this, {
    viewport: () => this.renderRoot.querySelector('.grid'),
    content: () => this.renderRoot.querySelector('.rows'),
    count: () => this.incidents.length,
    rowHeight,
    makeRow: () => {
      const { element, draw } = createPickerRow()
      return { element, draw: (row) => draw(contentOf(this.incidents[row]!, row), false) }
    },
  })

  protected override render(): TemplateResult {
    return html`<div class="body">
      <div class="grid" tabindex="0"><div class="rows"></div></div>
    </div>`
  }
}
customElements.define('own-list', OwnList)

offerList((host, incidents) => {
  const list = document.createElement('own-list') as OwnList
  list.incidents = incidents
  list.style.blockSize = '100%'
  host.append(list)
  const scroller = (): HTMLElement => list.renderRoot.querySelector<HTMLElement>('.grid')!
  return { scroller, list: scroller, toEnd: () => list.rows.show(incidents.length - 1) }
})
