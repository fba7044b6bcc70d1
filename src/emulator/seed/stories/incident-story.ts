import { incidentTopics } from '../incident-topics.js'
import { type Random } from '../random.js'
import { type IncidentTopic } from '../topics/incident-topic.js'
import { type Actor, type Cast, type Team } from './cast.js'
import { closings, goBy, handOver, holds, waitFor, workOn } from './story-steps.js'

/** What an update of the story did. */
export interface StoryEvent {
  /** Minutes before now, seconds in its fraction. */
  readonly ago: number
  readonly by: string
  readonly kind: 'assigned' | 'worked' | 'held' | 'resumed' | 'resolved' | 'reopened' | 'closed' | 'canceled'
  /** The journal entry that came with it; placeholders are filled when it is told. */
  readonly entry?: { readonly element: 'comments' | 'work_notes'; readonly text: string }
}

/** An incident as its events left it. */
export interface IncidentStory {
  readonly topic: IncidentTopic
  readonly title: string
  readonly caller: Actor
  readonly openedBy: Actor
  readonly channel: string
  readonly impact: string
  readonly urgency: string
  /** Minutes before now that it was opened. */
  readonly opened: number
  readonly events: StoryEvent[]
  state: '1' | '2' | '3' | '6' | '7' | '8'
  holdReason: string
  team: Team
  agent: Actor | undefined
  resolved: StoryEvent | undefined
  reopened: StoryEvent | undefined
  closed: StoryEvent | undefined
  closeCode: string
}

/** Which incident a story is of: the same one always has the same story. */
export interface StorySeed {
  readonly random: Random
  readonly topic: IncidentTopic
  readonly opened: number
}

/** The user name of what the instance does by itself. */
export const system = 'system'
const minutesUntilAutoClose = 7 * 1440

export function pickTopic(random: Random): IncidentTopic {
  return random.pick(incidentTopics)
}

/**
 * Tells what happened to an incident from its opening until now: who took it, what they wrote, whom it
 * waited for, how it ended. What would lie in the future has not happened.
 */
export function tellStory({ random, topic, opened }: StorySeed, cast: Cast): IncidentStory {
  const caller = random.pick(cast.callers)
  const channel = random.pick(['self-service', 'self-service', 'phone', 'email', 'chat', 'walk-in'])
  const isTaken = channel === 'phone' || channel === 'walk-in'
  const owner = cast.teams.get(topic.group) ?? cast.serviceDesk
  const story: IncidentStory = {
    topic,
    title: random.pick(topic.titles),
    caller,
    openedBy: isTaken ? random.pick(cast.serviceDesk.members) : caller,
    channel,
    impact: random.pick(['3', '3', '3', '2', '2', '1']),
    urgency: random.pick(['3', '3', '2', '2', '1']),
    opened,
    events: [],
    state: '1',
    holdReason: '',
    team: random.chance(0.25) ? cast.serviceDesk : owner,
    agent: undefined,
    resolved: undefined,
    reopened: undefined,
    closed: undefined,
    closeCode: '',
  }
  // A few drag on for months.
  const pace = random.chance(0.04) ? 20 : 1
  const time = { random, left: opened, pace }
  if (!goBy(time, 4, 400)) return story
  const agent = random.pick(story.team.members)
  add(story, time.left, { by: agent.userName, kind: 'assigned' })
  story.agent = agent
  story.state = '2'
  if (!workOn(story, time, random.between(1, 2))) return story
  if (story.team !== owner && !handOver(story, time, owner)) return story
  if (random.chance(0.08) && !handOver(story, time, story.team)) return story
  if (random.chance(0.3) && !waitFor(story, time, random.pick(holds))) return story
  if (!workOn(story, time, 1)) return story
  if (random.chance(0.05)) {
    if (!goBy(time, 30, 3000)) return story
    const entry = { element: 'comments', text: closings.canceled } as const
    story.closed = add(story, time.left, { by: story.agent.userName, kind: 'canceled', entry })
    story.state = '8'
    return story
  }
  if (!resolve(story, time)) return story
  if (random.chance(0.05)) {
    if (!reopen(story, time) || !workOn(story, time, 1) || !resolve(story, time)) return story
  }
  close(story, time)
  return story
}

/** How far the story has come; `left` are the minutes between then and now. */
export interface StoryTime {
  readonly random: Random
  left: number
  readonly pace: number
}

export function add(story: IncidentStory, ago: number, event: Omit<StoryEvent, 'ago'>): StoryEvent {
  const added = { ago, ...event }
  story.events.push(added)
  return added
}

function resolve(story: IncidentStory, time: StoryTime): boolean {
  if (!goBy(time, 20, 5000)) return false
  const { random } = time
  const entry = { element: 'comments', text: random.pick(closings.resolved) } as const
  story.resolved = add(story, time.left, { by: story.agent!.userName, kind: 'resolved', entry })
  story.state = '6'
  if (story.closeCode === '') {
    story.closeCode = random.pick([
      'Solution provided',
      'Solution provided',
      'Workaround provided',
      'Known error',
    ])
  }
  return true
}

function reopen(story: IncidentStory, time: StoryTime): boolean {
  if (!goBy(time, 60, 4000)) return false
  const entry = { element: 'comments', text: time.random.pick(closings.reopened) } as const
  story.reopened = add(story, time.left, { by: story.caller.userName, kind: 'reopened', entry })
  story.resolved = undefined
  story.state = '2'
  return true
}

/** The caller says that it works, or the instance closes it after a week of silence. */
function close(story: IncidentStory, time: StoryTime): void {
  const { random } = time
  if (random.chance(0.35)) {
    if (!goBy(time, 5, 6000)) return
    const entry = { element: 'comments', text: random.pick(closings.confirmed) } as const
    story.closed = add(story, time.left, { by: story.caller.userName, kind: 'closed', entry })
  } else {
    time.left -= minutesUntilAutoClose + random.below(60)
    if (time.left < 1) return
    story.closed = add(story, time.left, { by: system, kind: 'closed' })
  }
  story.state = '7'
}
