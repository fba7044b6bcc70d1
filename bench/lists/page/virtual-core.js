import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import { html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { offerList, rowHeight } from './list-page.js'
import { litRow } from './lit-row.js'
import { contentOf } from './row-content.js'
import { listSheets } from './row-styles.js'

/** As its adapter for Lit does it: the element updates when the virtualizer changes; its rows by `repeat`. */
class VirtualList extends LitElement {
  static styles = listSheets

  connectedCallback() {
    super.connectedCallback()
    this.virtualizer = new Virtualizer({
      count: this.incidents.length,
      getScrollElement: () => this.renderRoot.querySelector('.grid'),
      estimateSize: () => rowHeight,
      overscan: 2,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.requestUpdate(),
    })
    this.virtualizer._didMount()
  }

  updated() {
    this.virtualizer._willUpdate()
  }

  render() {
    const rows = repeat(
      this.virtualizer.getVirtualItems(),
      ({ key }) => key,
      ({ index, start }) =>
        litRow(contentOf(this.incidents[index], index), `transform: translateY(${start}px)`),
    )
    return html`<div class="body">
      <div class="grid" tabindex="0">
        <div class="rows" style="block-size: ${this.virtualizer.getTotalSize()}px">${rows}</div>
      </div>
    </div>`
  }
}
customElements.define('virtual-list', VirtualList)

offerList((host, incidents) => {
  const list = document.createElement('virtual-list')
  list.incidents = incidents
  list.style.blockSize = '100%'
  host.append(list)
  const scroller = () => list.renderRoot.querySelector('.grid')
  return {
    scroller,
    list: scroller,
    toEnd: () => list.virtualizer.scrollToIndex(incidents.length - 1, { align: 'end' }),
  }
})
