import { attachmentRow } from '../records/attachments.js'
import { priorityOf } from '../records/rules/priority-lookup.js'
import { type StoredRow } from '../storage/stored-row.js'
import { buildFile } from './files/build-file.js'
import { fixedColumns } from './incident-defaults.js'
import { type SeedContext, nextNumber, userId } from './seed-context.js'
import { abelTickets } from './told/abel-tickets.js'
import { otherTickets } from './told/other-tickets.js'
import { type ToldFile, type ToldTicket } from './told/told-ticket.js'

/** The tickets that are told, oldest first: as many as `most` lets through, Abel's before others. */
export function toldTickets(most: number): readonly ToldTicket[] {
  return [...abelTickets, ...otherTickets].slice(0, most).sort((a, b) => b.opened - a.opened)
}

/** Puts a told ticket with its journal and files into the instance. */
export function seedTicket(context: SeedContext, ticket: ToldTicket): void {
  const { store, times } = context
  const sysId = context.random.sysId()
  const number = nextNumber(context, 'incident', 'INC')
  const entries = ticket.entries ?? []
  const last = entries.at(-1)
  const touched = last?.[0] ?? ticket.opened
  const isOver = ticket.state === '7' || ticket.state === '8'
  const isResolved = ticket.state === '6' || ticket.state === '7'
  const caller = userId(context, ticket.caller)
  const agent = ticket.agent === undefined ? '' : userId(context, ticket.agent)
  const at = times.minutesAgo(touched)
  const row: StoredRow = {
    sys_id: sysId,
    number,
    task_effective_number: number,
    short_description: ticket.title,
    description: ticket.description,
    category: ticket.category,
    subcategory: ticket.subcategory ?? '',
    state: ticket.state,
    incident_state: ticket.state,
    hold_reason: ticket.holdReason ?? '',
    active: isOver ? 'false' : 'true',
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: priorityOf(ticket.impact, ticket.urgency),
    caller_id: caller,
    opened_by: caller,
    assignment_group: context.groups.find(({ name }) => name === ticket.group)!.sysId,
    assigned_to: agent,
    contact_type: ticket.channel ?? '',
    opened_at: times.minutesAgo(ticket.opened),
    sys_created_on: times.minutesAgo(ticket.opened),
    sys_created_by: ticket.caller,
    sys_updated_on: at,
    sys_updated_by: last?.[1] ?? ticket.caller,
    sys_mod_count: String(entries.length),
    ...fixedColumns,
    ...(isResolved ? { resolved_at: at, resolved_by: agent } : {}),
    ...(isOver ? { closed_at: at, closed_by: agent } : {}),
    close_code: ticket.closeCode ?? '',
    close_notes: ticket.closeNotes ?? '',
  }
  store.table('incident').insert(row)
  for (const [minutesAgo, userName, element, value] of entries) {
    store.table('sys_journal_field').insert({
      sys_id: context.random.sysId(),
      element_id: sysId,
      element,
      name: 'incident',
      value,
      sys_created_on: times.minutesAgo(minutesAgo),
      sys_created_by: userName,
    })
  }
  for (const file of ticket.files ?? []) seedFile(context, sysId, file)
}

function seedFile({ store, random, times }: SeedContext, record: string, file: ToldFile): void {
  const { contentType, bytes, hash, picture } = buildFile(file.content)
  const row = attachmentRow(
    { tableName: 'incident', recordSysId: record, fileName: file.name, contentType, bytes },
    {
      sys_id: random.sysId(),
      sys_created_on: times.minutesAgo(file.minutesAgo),
      sys_created_by: file.by,
      sys_updated_on: times.minutesAgo(file.minutesAgo),
      // The scan touched it after the upload.
      sys_updated_by: 'system',
      sys_mod_count: '1',
      state: 'available',
      hash,
      ...(picture === undefined
        ? {}
        : { image_width: String(picture.width), image_height: String(picture.height) }),
    },
  )
  store.files.set(row.sys_id!, bytes)
  store.table('sys_attachment').insert(row)
}
