import { type Actor, type Team } from './cast.js'
import { add, type IncidentStory, type StoryTime } from './incident-story.js'

/** Lets time pass, short spans more often than long ones; false when that reaches beyond now. */
export function goBy(time: StoryTime, least: number, most: number): boolean {
  const share = time.random.bits() / 4294967296
  time.left -= (least + (most - least) * share ** 3) * time.pace
  return time.left >= 1
}

/** The agent works and writes down what was found, a note or a question to the caller at a time. */
export function workOn(story: IncidentStory, time: StoryTime, times: number): boolean {
  const { workNotes, comments } = story.topic
  for (let each = 0; each < times; each++) {
    if (!goBy(time, 10, 1500)) return false
    const told = story.events.filter(({ kind }) => kind === 'worked').length
    const asks = told % 2 === 1
    const texts = asks ? comments : workNotes
    const text = texts[Math.floor(told / 2)]
    const entry = { element: asks ? 'comments' : 'work_notes', text: text ?? texts[0] ?? '' } as const
    add(story, time.left, {
      by: story.agent!.userName,
      kind: 'worked',
      ...(text === undefined ? {} : { entry }),
    })
  }
  return true
}

/** Someone else goes on with it, of this team or another; the note says why. */
export function handOver(story: IncidentStory, time: StoryTime, to: Team): boolean {
  const { random } = time
  const others = to.members.filter((member) => member !== story.agent)
  const next: Actor | undefined = others[random.below(Math.max(others.length, 1))]
  if (next === undefined) return true
  if (!goBy(time, 5, 500)) return false
  const text =
    to === story.team
      ? `Handing over to ${next.name}, who is on shift.`
      : `Moving to ${to.name}: ${random.pick(reasons)}`
  add(story, time.left, {
    by: story.agent!.userName,
    kind: 'assigned',
    entry: { element: 'work_notes', text },
  })
  story.team = to
  story.agent = next
  return true
}

const reasons = [
  'this needs their access.',
  'nothing more that we can do from here.',
  'same cause as other tickets that they work on.',
]

interface Hold {
  readonly reason: '1' | '3' | '4' | '5'
  readonly element: 'comments' | 'work_notes'
  readonly text: string
  readonly answer: string
  readonly closeCode: string
}

/** What an incident waits for, and how that ends. */
export const holds: readonly Hold[] = [
  {
    reason: '1',
    element: 'comments',
    text: 'Could you send us the exact message and the time when you last saw it?',
    answer: 'It was at about nine this morning, the message is the same as before.',
    closeCode: '',
  },
  {
    reason: '1',
    element: 'comments',
    text: 'When may we look at it together? It takes fifteen minutes.',
    answer: 'Any time after two works for me.',
    closeCode: '',
  },
  {
    reason: '4',
    element: 'work_notes',
    text: 'Opened a case with the vendor, answer expected within three working days.',
    answer: 'The vendor answered with a fix.',
    closeCode: 'Solution provided',
  },
  {
    reason: '3',
    element: 'work_notes',
    text: 'Same pattern as the open problem, waiting for its root cause.',
    answer: 'Root cause found, the problem record has the steps.',
    closeCode: 'Resolved by problem',
  },
  {
    reason: '5',
    element: 'work_notes',
    text: 'Needs a change in the next maintenance window.',
    answer: 'The change went in as planned.',
    closeCode: 'Resolved by change',
  },
]

/** Puts the incident on hold, and back to work when what it waited for has come. */
export function waitFor(story: IncidentStory, time: StoryTime, hold: Hold): boolean {
  if (!goBy(time, 5, 300)) return false
  const agent = story.agent!.userName
  add(story, time.left, {
    by: agent,
    kind: 'held',
    entry: { element: hold.element, text: hold.text },
  })
  story.state = '3'
  story.holdReason = hold.reason
  if (!goBy(time, 60, 12_000)) return false
  add(story, time.left, {
    by: hold.reason === '1' ? story.caller.userName : agent,
    kind: 'resumed',
    entry: { element: hold.element, text: hold.answer },
  })
  story.state = '2'
  story.holdReason = ''
  story.closeCode = hold.closeCode
  return true
}

/** What people write when a ticket ends. */
export const closings = {
  resolved: [
    'This should work again. Please tell us if it does not.',
    'Done. We keep the ticket open for a week in case it comes back.',
    'We found the cause and mended it.',
  ],
  reopened: ['It is back this morning, same as before.', 'That helped for a day, now it happens again.'],
  confirmed: ['Works, thank you.', 'All good again, you can close it.', 'Thanks for the quick help!'],
  canceled: 'Not needed any more, as you told us. Canceling the ticket.',
} as const
