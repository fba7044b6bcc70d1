import type { Emulator } from '../../../src/emulator/emulator-options.js'
import type { TestClock } from '../../support/test-clock.js'

/** Tickets that the tests and stories of the detail view are about; times come from the clock's moves. */
export interface Ticket {
  readonly sysId: string
  readonly number: string
}

const minute = 60_000
const hour = 60 * minute

const ids = new WeakMap<Emulator, Map<string, string>>()

function userIdOf(emulator: Emulator, userName: string): string {
  const known = ids.get(emulator) ?? new Map<string, string>()
  ids.set(emulator, known)
  let id = known.get(userName)
  if (id === undefined) {
    const probe = emulator.asUser(userName).create('incident', { short_description: 'probe' })
    id = String(probe['caller_id'] || probe['opened_by'])
    emulator.asUser('admin').remove('incident', String(probe['sys_id']))
    known.set(userName, id)
  }
  return id
}

function workplaceId(emulator: Emulator): string {
  const group = emulator.asUser('admin').create('sys_user_group', { name: 'Workplace' })
  return String(group['sys_id'])
}

/** An incident of Abel's that Beth works on, without a journal. */
export function quietTicket(emulator: Emulator, fields: Readonly<Record<string, string>> = {}): Ticket {
  const row = emulator.asUser('beth.anglin').create('incident', {
    short_description: 'Laptop keeps bluescreening after the docking station update',
    description:
      'Since the update of Monday the laptop restarts about twice an hour, mostly when the second screen wakes up.\n\nExpected: it stays on, as before.',
    caller_id: userIdOf(emulator, 'abel.tuter'),
    assigned_to: userIdOf(emulator, 'beth.anglin'),
    assignment_group: workplaceId(emulator),
    category: 'hardware',
    impact: '2',
    urgency: '1',
    state: '2',
    ...fields,
  })
  return { sysId: String(row['sys_id']), number: String(row['number']) }
}

/** The same with a conversation: replies, a work note, a question of the caller. */
export function busyTicket(emulator: Emulator, clock?: TestClock): Ticket {
  const ticket = quietTicket(emulator)
  const say = (who: string, fields: Readonly<Record<string, string>>, after: number): void => {
    clock?.advance(after)
    emulator.asUser(who).update('incident', ticket.sysId, fields)
  }
  say(
    'beth.anglin',
    {
      comments:
        'Hello Abel, thank you for the report. Could you send the newest file from C:\\Windows\\Minidump?\nHow to find it: https://support.example.com/minidump.',
    },
    2 * hour,
  )
  say('abel.tuter', { comments: 'It is attached. It happened again just now, during a call.' }, 40 * minute)
  say(
    'beth.anglin',
    { work_notes: 'Bugcheck 0x9F in the docking station driver. David saw the same on two others.' },
    20 * minute,
  )
  say(
    'beth.anglin',
    {
      comments:
        'Found it: the new driver of the docking station. We roll it back tonight, please leave the laptop on.',
    },
    3 * hour,
  )
  clock?.advance(25 * minute)
  return ticket
}

/** A picture of 2 × 2 pixels. */
export const pngBytes = bytesOf(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mNgCDgBQr/AAAAp+AgNZ1fs9gAAAABJRU5ErkJggg==',
)

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

export function attachTo(
  emulator: Emulator,
  { sysId }: Ticket,
  file: { readonly name: string; readonly type: string; readonly content: string | Uint8Array<ArrayBuffer> },
): string {
  const row = emulator.asUser('beth.anglin').attach({
    tableName: 'incident',
    recordSysId: sysId,
    fileName: file.name,
    contentType: file.type,
    bytes: typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content,
  })
  return String(row['sys_id'])
}

export function attachUsualFiles(emulator: Emulator, ticket: Ticket, picture = pngBytes): void {
  attachTo(emulator, ticket, { name: 'bluescreen.png', type: 'image/png', content: picture })
  attachTo(emulator, ticket, {
    name: 'minidump.log',
    type: 'text/plain',
    content: 'BugCheck 9F, {3, ffffe001, fffff800, ffffe001}\nProbably caused by : dockusb.sys\n'.repeat(40),
  })
  attachTo(emulator, ticket, { name: 'Purchase order.pdf', type: 'application/pdf', content: '%PDF-1.7\n' })
}

/** Runs if any content of a ticket is ever taken for code. */
export const canaryName = 'snowlineCanary'

const call = `window.${canaryName}&&window.${canaryName}()`

export const hostileTexts: readonly string[] = [
  `<img src=x onerror="${call}"><script>${call}</script>`,
  `[code]<img src=x onerror="${call}"><a href="javascript:${call}">free prize</a>[/code]`,
  `javascript:${call} data:text/html,<script>${call}</script> vbscript:x`,
  `https://bank.example@evil.example/ and https://evil.example/"onmouseover="${call} done`,
  `<svg><animate onbegin="${call}" attributeName=x></svg> <style>*{display:none}</style> <base href=https://evil.example>`,
]

/** The same from a frame, or from a window that the page opened. */
export const callAbove = `(parent===window?opener:parent)?.${canaryName}?.()`

export const hostileFiles = [
  {
    name: 'diagram.svg',
    type: 'image/svg+xml',
    content: `<svg xmlns="http://www.w3.org/2000/svg" onload="${callAbove}"><script>${callAbove}</script></svg>`,
  },
  {
    name: 'report.html',
    type: 'text/html',
    content: `<script>${callAbove};location='https://evil.example'</script>`,
  },
  {
    name: 'really-a-page.png',
    type: 'image/png',
    content: `<html><script>${callAbove}</script></html>`,
  },
  { name: 'invoice\u202Egnp.exe', type: 'application/octet-stream', content: 'MZ' },
] as const
