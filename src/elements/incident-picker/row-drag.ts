import type { TableRecord } from '../../protocol/records.js'
import type { ListRow } from '../../state/record-list-state.js'

export interface RowDrag {
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onDragStart: (event: DragEvent) => void
}

/**
 * Lets the row of a record be dragged as its link, into a chat or a mail. A row becomes draggable when the
 * mouse goes down on it: the template of rows pays nothing, and fingers go on scrolling.
 */
export function createRowDrag(
  rowAt: (row: number) => ListRow | undefined,
  linkOf: (record: TableRecord) => string | undefined,
): RowDrag {
  const linkAt = (target: EventTarget | null): string | undefined => {
    const place = /^row-(\d+)$/.exec((target as Element).closest('[role="row"]')?.id ?? '')?.[1]
    const row = place === undefined ? undefined : rowAt(Number(place))
    return row?.kind === 'record' ? linkOf(row.record) : undefined
  }
  return {
    onPointerDown({ target, pointerType }) {
      const row = (target as Element).closest<HTMLElement>('[role="row"]')
      if (row !== null) row.draggable = pointerType === 'mouse' && linkAt(target) !== undefined
    },
    onDragStart(event) {
      const link = linkAt(event.target)
      if (link === undefined) return
      event.dataTransfer?.setData('text/uri-list', link)
      event.dataTransfer?.setData('text/plain', link)
    },
  }
}
