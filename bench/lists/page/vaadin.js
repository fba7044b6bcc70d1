import '@vaadin/grid/vaadin-grid.js'
import { offerList, rowHeight, viewHeight } from './list-page.js'
import { drawMain, drawPick, makeCells } from './plain-row.js'
import { contentOf } from './row-content.js'
import { stylePage } from './row-styles.js'

stylePage(`
  vaadin-grid { block-size: ${viewHeight}px; border: 0; }
  vaadin-grid::part(cell) { block-size: ${rowHeight}px; min-block-size: 0; box-sizing: border-box; }
  vaadin-grid-cell-content { display: flex; box-sizing: border-box; block-size: 100%; padding: 0; }
`)

const columns = [
  ['40px', 0, 'pick', (cell, incident) => drawPick(cell, `Select ${incident.number}`)],
  ['200px', 1, 'main', (cell, incident, row) => drawMain(cell, contentOf(incident, row))],
  ['24px', 0, 'end', () => undefined],
]

/** Its pages come from a data provider, as it recommends for long lists; cells are made once and written. */
offerList((host, incidents) => {
  const grid = document.createElement('vaadin-grid')
  grid.pageSize = 50
  for (const [width, flexGrow, name, draw] of columns) {
    const column = document.createElement('vaadin-grid-column')
    Object.assign(column, { width, flexGrow })
    column.renderer = (root, _, { item, index }) => {
      if (root.firstElementChild === null) root.append(makeCells()[name])
      draw(root.firstElementChild, item, index)
    }
    grid.append(column)
  }
  grid.dataProvider = ({ page, pageSize }, tell) =>
    tell(incidents.slice(page * pageSize, (page + 1) * pageSize), incidents.length)
  host.append(grid)
  return {
    scroller: () => grid.$.table,
    list: () => grid,
    toEnd: () => grid.scrollToIndex(incidents.length - 1),
  }
})
