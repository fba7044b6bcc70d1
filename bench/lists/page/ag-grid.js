import { createGrid, InfiniteRowModelModule, ModuleRegistry, ScrollApiModule } from 'ag-grid-community'
import { offerList, rowHeight, viewHeight } from './list-page.js'
import { drawMain, drawPick, makeCells } from './plain-row.js'
import { contentOf } from './row-content.js'
import { stylePage } from './row-styles.js'

ModuleRegistry.registerModules([InfiniteRowModelModule, ScrollApiModule])
stylePage(`
  .ag-root-wrapper { border: 0 !important; border-radius: 0 !important; }
  .ag-cell { display: flex !important; padding: 0 !important; line-height: normal !important; }
`)

function cellOf(name, draw) {
  return class {
    init(parameters) {
      this.cell = makeCells()[name]
      this.refresh(parameters)
    }
    getGui() {
      return this.cell
    }
    refresh({ data, node }) {
      if (data !== undefined) draw(this.cell, data, node.rowIndex)
      return true
    }
  }
}

const cells = {
  pick: cellOf('pick', (cell, incident) => drawPick(cell, `Select ${incident.number}`)),
  main: cellOf('main', (cell, incident, row) => drawMain(cell, contentOf(incident, row))),
  end: cellOf('end', () => undefined),
}

/** Its infinite row model, which is the one of its free edition for lists that are not in memory. */
offerList((host, incidents) => {
  const place = document.createElement('div')
  place.style.blockSize = `${viewHeight}px`
  host.append(place)
  const grid = createGrid(place, {
    columnDefs: [
      { width: 40, cellRenderer: cells.pick },
      { flex: 1, cellRenderer: cells.main },
      { width: 24, cellRenderer: cells.end },
    ],
    rowHeight,
    headerHeight: 0,
    animateRows: false,
    suppressCellFocus: true,
    rowModelType: 'infinite',
    cacheBlockSize: 50,
    infiniteInitialRowCount: incidents.length,
    datasource: {
      rowCount: incidents.length,
      getRows: ({ startRow, endRow, successCallback }) =>
        successCallback(incidents.slice(startRow, endRow), incidents.length),
    },
  })
  return {
    scroller: () => place.querySelector('.ag-grid-viewport'),
    list: () => place,
    toEnd: () => grid.ensureIndexVisible(incidents.length - 1, 'bottom'),
  }
})
