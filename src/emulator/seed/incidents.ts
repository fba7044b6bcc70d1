import { priorityOf } from '../records/incident-rules.js'
import { parseTime, formatTime } from '../schema/instance-time.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { incidentTopics, topicWords } from './incident-topics.js'
import { Random } from './random.js'
import { fixedColumns } from './incident-defaults.js'
import { nextNumber, type SeedContext } from './seed-context.js'
import { seedTicket, toldTickets } from './tickets.js'
import { type IncidentTopic } from './topics/incident-topic.js'

const day = 1440

interface Crowd {
  /** How many incidents there are, the told ones among them. */
  readonly most: number
  readonly seed: number
}

/** The told tickets among the many, in the order of their numbers: cheap enough for a hundred thousand. */
export function seedIncidents(context: SeedContext, { most, seed }: Crowd): void {
  const { store, times } = context
  const rows = store.table('incident')
  const users = [...store.table('sys_user').all()]
  const people = users.filter(
    (user) => !['admin', 'snowline.service', 'abel.tuter'].includes(user.user_name!),
  )
  const names = new Map(users.map((user) => [user.user_name!, user.sys_id!]))
  const span = Math.min(Math.max(most / 2, 30), 720) * day
  const seeds = new Map<string, number>()
  const told = [...toldTickets(most)]
  const count = most - told.length
  const tellUntil = (age: number): void => {
    while ((told[0]?.opened ?? -1) >= age) seedTicket(context, told.shift()!)
  }
  for (let at = count - 1; at >= 0; at--) {
    const random = new Random(seed * 7919 + at)
    const topic = random.pick(incidentTopics)
    const age = Math.round(18 + (at / Math.max(count, 1)) ** 1.7 * span + random.below(16))
    tellUntil(age)
    const group = context.groups.find(({ name }) => name === topic.group)!
    const { state, touched } = lifeOf(random, age)
    const agentName = random.pick(group.members)
    const isAssigned = state !== '1' || random.chance(0.3)
    const caller = random.pick(people)
    const impact = random.pick(['3', '3', '3', '2', '2', '1'])
    const urgency = random.pick(['3', '3', '2', '2', '1'])
    const isOver = state === '7' || state === '8'
    const openedAt = times.minutesAgo(age)
    const updatedAt = times.minutesAgo(touched)
    const number = nextNumber(context, 'incident', 'INC')
    const agent = isAssigned ? names.get(agentName)! : ''
    const row: StoredRow = {
      sys_id: random.sysId(),
      number,
      task_effective_number: number,
      short_description: fill(random.pick(topic.titles), random),
      description: fill(topic.description, random),
      category: topic.category,
      subcategory: topic.subcategory,
      state,
      incident_state: state,
      hold_reason: state === '3' ? random.pick(['1', '3', '4', '5']) : '',
      active: isOver ? 'false' : 'true',
      impact,
      urgency,
      priority: priorityOf(impact, urgency),
      caller_id: caller.sys_id!,
      opened_by: caller.sys_id!,
      assignment_group: group.sysId,
      assigned_to: agent,
      contact_type: random.pick(['self-service', 'phone', 'email', 'chat']),
      opened_at: openedAt,
      sys_created_on: openedAt,
      sys_created_by: caller.user_name!,
      sys_updated_on: updatedAt,
      sys_updated_by: isAssigned ? agentName : caller.user_name!,
      sys_mod_count: String(touched === age ? 0 : random.between(1, 6)),
      ...fixedColumns,
    }
    if (state === '6' || state === '7') {
      row.resolved_at = updatedAt
      row.resolved_by = agent
      row.close_code = random.pick([
        'Solution provided',
        'Solution provided',
        'Workaround provided',
        'Known error',
      ])
      row.close_notes = topic.resolution
    }
    if (isOver) {
      row.closed_at = updatedAt
      row.closed_by = agent
    }
    rows.insert(row)
    seeds.set(row.sys_id!, seed * 7919 + at)
  }
  tellUntil(0)
  store.lazyJournals = lazyJournals(store, seeds)
}

/** State by age, and how many minutes ago somebody last touched it. */
function lifeOf(random: Random, age: number): { readonly state: string; readonly touched: number } {
  const states =
    age < day ? '1111222223' : age < 7 * day ? '1222233666' : age < 30 * day ? '1223366677' : '2377777778'
  const state = states[random.below(states.length)]!
  if (state === '1' && random.chance(0.7)) return { state, touched: age }
  return { state, touched: Math.max(2, Math.round(age * (0.2 + random.below(70) / 100))) }
}

export function fill(text: string, random: Random): string {
  if (!text.includes('{')) return text
  return text.replace(/\{(\w+)\}/g, (_, word: string) => random.pick(topicWords[word] ?? ['']))
}

/** The journal of an incident is told when somebody looks, by the incident's own seed. */
function lazyJournals(store: Store, seeds: Map<string, number>): Store['lazyJournals'] {
  const ensure = (elementId: string): void => {
    const seed = seeds.get(elementId)
    if (seed === undefined) return
    seeds.delete(elementId)
    const row = store.row('incident', elementId)
    if (row !== undefined) tell(store, row, seed)
  }
  return { ensure, ensureAll: () => [...seeds.keys()].forEach(ensure) }
}

function tell(store: Store, row: StoredRow, seed: number): void {
  const topic: IncidentTopic = new Random(seed).pick(incidentTopics)
  // Its own sequence: the incident's has made the incident's sys_id.
  const random = new Random(seed ^ 0x5bd1e995)
  const updates = Number(row.sys_mod_count)
  const agent = store.row('sys_user', row.assigned_to!)?.user_name ?? ''
  if (updates === 0 || agent === '') return
  const from = parseTime(row.opened_at!)
  const to = parseTime(row.sys_updated_on!)
  const texts = [
    ...topic.workNotes.map((value) => ({ element: 'work_notes', value })),
    ...topic.comments.map((value) => ({ element: 'comments', value })),
  ]
  for (let at = 0; at < Math.min(updates, texts.length); at++) {
    // A comment after every second note, as far as there are any.
    const step =
      at % 2 === 1
        ? texts.splice(
            texts.findIndex(({ element }) => element === 'comments'),
            1,
          )
        : texts.splice(0, 1)
    const [entry] = step
    if (entry === undefined) break
    store.table('sys_journal_field').insert({
      sys_id: random.sysId(),
      element_id: row.sys_id!,
      element: entry.element,
      name: 'incident',
      value: fill(entry.value, random),
      sys_created_on: formatTime(from + ((to - from) * (at + 1)) / updates),
      sys_created_by: agent,
    })
  }
}
