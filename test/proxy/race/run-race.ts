import { expect } from 'chai'
import { watchForQuiet, type Quiet } from '../../support/quiet.js'
import { deployRace, type RaceDeployment, type RaceOptions } from './deploy-race.js'
import type { Held } from './gate.js'
import { withHandles, withJar, type Person } from './people.js'

/** A schedule as plain values: what fails can be printed, shrunk and kept as a test. */
export type Step =
  /** A tab sends a request through a replica. */
  | { readonly do: 'ask'; readonly tab: number; readonly replica: number }
  /** One of what waits goes on, or is lost. */
  | { readonly do: 'go'; readonly which: number }
  | { readonly do: 'lose'; readonly which: number }
  | { readonly do: 'wait'; readonly ms: number }
  /** Access tokens come to their end. */
  | { readonly do: 'expire' }
  /** Access tokens end before it. */
  | { readonly do: 'kill' }

export interface Race extends RaceOptions {
  readonly form: 'cookies' | 'handles'
  /** Of the first person; another one has two. */
  readonly tabs: number
  readonly steps: readonly Step[]
}

/** What may happen to a request when the network loses something, or others take long: it can be sent again. */
const mayHappen = ['lost', 'SNOW_TIMEOUT', 'SNOW_INSTANCE_UNREACHABLE', 'SNOW_TOKEN_EXPIRED']

/**
 * Runs a schedule and then everything that is left of it. Fails unless each request was answered as its own
 * person, everybody is signed in afterwards with every replica, and no refresh token was used after it was
 * used up.
 */
export async function runRace(race: Race): Promise<void> {
  const quiet = watchForQuiet()
  try {
    const deployment = deployRace(race, quiet)
    const people = await peopleOf(race, deployment)
    const run = createRun(race, deployment)
    for (const step of race.steps) {
      run.take(step, people)
      await quiet.reached()
    }
    await finish(Promise.all(run.asked.map(({ outcome }) => outcome)), deployment, quiet)
    for (const { person, outcome } of run.asked) {
      expect([person.name, ...mayHappen], 'the answer').to.include(await outcome)
    }
    await expectEverybodyIn(people, deployment, race)
    if (race.rotation !== 'keeps') expect(deployment.instance.reused).to.deep.equal([])
  } finally {
    quiet.stop()
  }
}

/** One for each tab. */
async function peopleOf(race: Race, deployment: RaceDeployment): Promise<readonly Person[]> {
  const make = race.form === 'cookies' ? withJar : withHandles
  const [abel, beth] = [await make('abel', deployment), await make('beth', deployment)]
  deployment.isOpen = true
  await abel.signIn()
  await beth.signIn()
  deployment.isOpen = false
  return [...Array.from({ length: race.tabs }, () => abel), beth, beth]
}

interface Asked {
  readonly person: Person
  readonly outcome: Promise<string>
}

interface Run {
  readonly asked: readonly Asked[]
  take(step: Step, people: readonly Person[]): void
}

function createRun(race: Race, { clock, instance, gate }: RaceDeployment): Run {
  const asked: Asked[] = []

  /** What an instance that rotates has answered must not be lost: no client survives that. */
  const isVital = ({ what }: Held): boolean => race.rotation !== 'keeps' && what === 'token answer'
  const oldest = (): number => Math.min(...gate.held.filter(isVital).map(({ since }) => since), Infinity)

  function wait(ms: number): void {
    // The proxy gives up after a minute, and would lose it.
    if (clock.now() + ms - oldest() < 55_000) clock.advance(ms)
  }

  return {
    asked,
    take(step, people) {
      if (step.do === 'ask') {
        const person = people[step.tab % people.length]!
        asked.push({ person, outcome: person.ask(step.replica).then(whoseIs, () => 'lost') })
      } else if (step.do === 'wait') {
        wait(step.ms)
      } else if (step.do === 'expire') {
        wait(race.lifeS * 1000 + 1000)
      } else if (step.do === 'kill') {
        // One that dies on its way is the instance's own answer; clocks differ by a minute.
        if (gate.held.some(({ what }) => what !== 'answer')) return
        clock.advance(125_000)
        instance.tokens.clear()
      } else if (gate.held.length > 0) {
        const one = gate.held[step.which % gate.held.length]!
        if (step.do === 'lose' && !isVital(one)) one.lose()
        else one.go()
      }
    },
  }
}

/** What a promise comes to while nothing is lost and time goes on. */
export async function finish<T>(
  work: Promise<T>,
  { clock, gate }: Pick<RaceDeployment, 'clock' | 'gate'>,
  quiet: Quiet,
): Promise<T> {
  let isDone = false
  const end = (): void => void (isDone = true)
  work.then(end, end)
  for (let turn = 0; ; turn += 1) {
    await quiet.reached()
    if (isDone) return work
    if (turn > 2000) throw new Error('It never ends')
    const [first] = gate.held
    if (first === undefined) clock.advance(100)
    else first.go()
  }
}

/** Who was asked as, or the code of the failure. */
export async function whoseIs(answer: Response): Promise<string> {
  const body = (await answer.json()) as {
    result?: readonly { of: string }[]
    error?: { code?: string } | string
    code?: string
  }
  if (answer.status === 200) return body.result?.[0]?.of ?? 'nobody'
  const code = typeof body.error === 'object' ? body.error.code : body.code
  return code ?? `${answer.status} ${JSON.stringify(body)}`
}

async function expectEverybodyIn(
  people: readonly Person[],
  deployment: RaceDeployment,
  { lifeS, replicas }: Race,
): Promise<void> {
  deployment.isOpen = true
  for (const person of new Set(people)) {
    for (let replica = 0; replica < replicas; replica += 1) {
      deployment.clock.advance(lifeS * 1000 + 1000)
      expect(await person.ask(replica).then(whoseIs), `afterwards, replica ${replica}`).to.equal(person.name)
      expect(await person.isConnected(replica), `${person.name} is signed in`).to.equal(true)
    }
  }
}
