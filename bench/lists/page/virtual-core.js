import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import { html, render } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { offerList, rowHeight } from './list-page.js'
import { litRow } from './lit-row.js'
import { contentOf } from './row-content.js'
import { addFrame } from './row-styles.js'

/** As its documentation for Lit says: a virtualizer, its items by `repeat`, drawn again when it changes. */
offerList((host, incidents) => {
  const { scroller, rows } = addFrame(host)
  let isDue = false
  const draw = () => {
    isDue = false
    rows.style.blockSize = `${virtualizer.getTotalSize()}px`
    const items = virtualizer.getVirtualItems()
    render(
      html`${repeat(
        items,
        ({ key }) => key,
        ({ index, start }) => litRow(contentOf(incidents[index], index), `transform: translateY(${start}px)`),
      )}`,
      rows,
    )
    virtualizer._willUpdate()
  }
  const virtualizer = new Virtualizer({
    count: incidents.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 2,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => {
      if (isDue) return
      isDue = true
      queueMicrotask(draw)
    },
  })
  virtualizer._didMount()
  draw()
  return {
    scroller: () => scroller,
    list: () => scroller,
    toEnd: () => virtualizer.scrollToIndex(incidents.length - 1, { align: 'end' }),
  }
})
