import { type LoggedRequest, type LoggedWrite } from '../../ground-truth-log.js'

export interface LogAnswer {
  readonly last: number
  readonly requests: readonly LoggedRequest[]
  readonly writes: readonly LoggedWrite[]
}

/** Adds what is new to the two tables of the page. Runs in the page: it may use nothing but its arguments. */
export function drawLog(page: Document, log: LogAnswer, filter: string): void {
  const mostRows = 300
  const cell = (text: string, name = ''): HTMLTableCellElement => {
    const made = page.createElement('td')
    made.className = name
    made.textContent = text
    made.title = name === 'path' ? text : ''
    return made
  }
  const readable = (url: string): string => {
    try {
      return decodeURIComponent(url)
    } catch {
      return url
    }
  }
  const timeCell = (at: number): HTMLTableCellElement => {
    const made = cell('')
    const time = page.createElement('time')
    time.dateTime = new Date(at).toISOString()
    time.textContent = time.dateTime.slice(11, 19)
    made.append(time)
    return made
  }
  const add = (id: string, row: HTMLTableRowElement): void => {
    const body = page.getElementById(id)!
    body.prepend(row)
    while (body.childElementCount > mostRows) body.lastElementChild?.remove()
  }
  const rowOf = (text: string, cells: HTMLTableCellElement[]): HTMLTableRowElement => {
    const row = page.createElement('tr')
    row.dataset['text'] = text.toLowerCase()
    row.hidden = !row.dataset['text'].includes(filter)
    row.append(...cells)
    return row
  }

  for (const { id, at, method, path, search, status, user, fault, durationMs } of log.requests) {
    page.getElementById(`request-${id}`)?.remove()
    const colour = status >= 500 || status === 0 ? 'bad' : status >= 400 ? 'odd' : 'ok'
    const effect = cell('')
    if (fault !== undefined) {
      const chip = page.createElement('span')
      chip.className = 'chip warn'
      chip.textContent = fault
      effect.append(chip)
    }
    const row = rowOf(`${method} ${path}${search} ${status} ${user} ${fault ?? ''}`, [
      timeCell(at),
      cell(method),
      cell(readable(`${path}${search}`), 'path'),
      cell(status === 0 ? 'none' : String(status), colour),
      cell(durationMs === undefined ? '' : `${durationMs} ms`, 'number narrow-away'),
      cell(user, 'narrow-away'),
      effect,
    ])
    row.id = `request-${id}`
    add('requests', row)
  }
  for (const { at, visibleAt, operation, table, sysId, user, changes } of log.writes) {
    const record = cell('')
    const link = page.createElement('a')
    link.href = `/${table}.do?sys_id=${sysId}`
    link.textContent = changes['number'] ?? sysId.slice(0, 8)
    record.append(link)
    const late = visibleAt > at ? `${(visibleAt - at) / 1000} s later` : ''
    const columns = Object.keys(changes).join(', ')
    add(
      'writes',
      rowOf(`${operation} ${table} ${sysId} ${user} ${columns}`, [
        timeCell(at),
        cell(operation),
        cell(table),
        record,
        cell(columns, 'path'),
        cell(user, 'narrow-away'),
        cell(late, 'odd'),
      ]),
    )
  }
  page.getElementById('no-requests')!.hidden = page.getElementById('requests')!.childElementCount > 0
  page.getElementById('no-writes')!.hidden = page.getElementById('writes')!.childElementCount > 0
}
