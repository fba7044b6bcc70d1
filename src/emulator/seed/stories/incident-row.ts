import { priorityOf } from '../../records/rules/priority-lookup.js'
import { formatTime } from '../../schema/instance-time.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type SeedTimes } from '../seed-times.js'
import { type IncidentStory } from './incident-story.js'
import { fill } from './words.js'

const small = Array.from({ length: 30 }, (_, count) => String(count))
const daysWithinSla = 5

interface Identity {
  readonly sysId: string
  readonly number: string
  /** Chooses the words of its texts. */
  readonly seed: number
}

/**
 * The record that a story leaves behind. Every one has the same columns in the same order: that is
 * what keeps a million of them small.
 */
export function incidentRow(
  story: IncidentStory,
  { sysId, number, seed }: Identity,
  times: SeedTimes,
): StoredRow {
  const { events, topic, caller, openedBy, resolved, closed, reopened, impact, urgency } = story
  const last = events.at(-1)
  const openedAt = times.minutesAgo(story.opened)
  const at = (event: { readonly ago: number } | undefined): string =>
    event === undefined ? '' : event === last ? updatedAt : times.minutesAgo(event.ago)
  const updatedAt = last === undefined ? openedAt : times.minutesAgo(last.ago)
  const agent = story.agent?.sysId ?? ''
  const closedBy = closed?.by === caller.userName ? caller.sysId : agent
  const end = resolved ?? closed
  const isOver = closed !== undefined
  const toResolve = resolved === undefined ? undefined : Math.round((story.opened - resolved.ago) * 60)
  const seconds = toResolve === undefined ? '' : String(toResolve)
  const duration = toResolve === undefined ? '' : formatTime(toResolve * 1000)
  return {
    sys_id: sysId,
    number,
    task_effective_number: number,
    short_description: fill(story.title, seed),
    description: fill(topic.description, seed),
    category: topic.category,
    subcategory: topic.subcategory,
    state: story.state,
    incident_state: story.state,
    hold_reason: story.holdReason,
    active: isOver ? 'false' : 'true',
    impact,
    urgency,
    priority: priorityOf(impact, urgency),
    severity: '3',
    caller_id: caller.sysId,
    opened_by: openedBy.sysId,
    assignment_group: story.team.sysId,
    assigned_to: agent,
    // What it is about, and what it belongs to, is linked afterwards.
    cmdb_ci: '',
    business_service: '',
    problem_id: '',
    rfc: '',
    caused_by: '',
    company: caller.company,
    location: caller.location,
    contact_type: story.channel,
    opened_at: openedAt,
    resolved_at: at(resolved),
    resolved_by: resolved === undefined ? '' : agent,
    closed_at: at(closed),
    closed_by: isOver ? closedBy : '',
    close_code: resolved === undefined ? '' : story.closeCode,
    close_notes: resolved === undefined ? '' : topic.resolution,
    reopened_time: at(reopened),
    reopened_by: reopened === undefined ? '' : caller.sysId,
    reopen_count: reopened === undefined ? '0' : '1',
    reassignment_count: small[events.filter(({ kind }) => kind === 'assigned').length]!,
    child_incidents: '0',
    made_sla: story.opened - (end?.ago ?? 0) > daysWithinSla * 1440 ? 'false' : 'true',
    // The service runs around the clock: business time is all time.
    business_stc: seconds,
    calendar_stc: seconds,
    business_duration: duration,
    calendar_duration: duration,
    knowledge: 'false',
    notify: '1',
    escalation: '0',
    approval: 'not requested',
    upon_approval: 'proceed',
    upon_reject: 'cancel',
    sys_class_name: 'incident',
    sys_domain: 'global',
    sys_domain_path: '/',
    sys_created_on: openedAt,
    sys_created_by: openedBy.userName,
    sys_updated_on: updatedAt,
    sys_updated_by: last?.by ?? openedBy.userName,
    sys_mod_count: small[events.length]!,
  }
}
