import type { Cell } from '../../controllers/cell-text.js'

/** The columns of one row besides its title. */
export interface RowCells {
  /** `titleAt`: how many of them stand before the title. */
  draw(cells: readonly Cell[] | undefined, titleAt: number): void
}

interface Place {
  readonly cell: HTMLElement
  readonly value: HTMLElement
}

/**
 * Cells that stand around the title of a row, in the order that they are read in. They are made when the
 * columns of the list change, and only written while it is scrolled; a row without columns hides them.
 */
export function createRowCells(main: HTMLElement): RowCells {
  let places: readonly Place[] = []
  let before = -1
  let isShown = true

  function lay(count: number, titleAt: number): void {
    for (const { cell } of places) cell.remove()
    places = Array.from({ length: count }, makePlace)
    before = titleAt
    main.before(...places.slice(0, titleAt).map(({ cell }) => cell))
    main.after(...places.slice(titleAt).map(({ cell }) => cell))
  }

  return {
    draw(cells, titleAt) {
      const wanted = cells ?? []
      const isWanted = cells !== undefined
      if (isWanted && (wanted.length !== places.length || titleAt !== before)) lay(wanted.length, titleAt)
      if (isShown !== isWanted) for (const { cell } of places) cell.hidden = !isWanted
      isShown = isWanted
      wanted.forEach(({ text, title, tone }, at) => {
        const { cell, value } = places[at]!
        if (value.textContent !== text) value.textContent = text
        if (cell.title !== title) cell.title = title
        const name = tone === undefined ? 'value' : `value pill ${tone}`
        if (value.className !== name) value.className = name
      })
    },
  }
}

function makePlace(): Place {
  const cell = document.createElement('span')
  cell.className = 'cell'
  cell.setAttribute('role', 'gridcell')
  const value = document.createElement('span')
  value.dir = 'auto'
  cell.append(value)
  return { cell, value }
}
