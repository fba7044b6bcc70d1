import { expect } from 'chai'
import type { Quiet } from '../../support/quiet.js'
import { json } from '../../support/scripted-instance.js'
import { deployRace, type RaceDeployment, type RaceOptions } from './deploy-race.js'
import { withHandles, withJar } from './people.js'
import { finish, whoseIs } from './run-race.js'

const tabs = 8
const rounds = 2

/** How many requests a run has: access tokens can end at any of them. */
export const requests = tabs * rounds

export interface ExpiryRun extends Pick<RaceOptions, 'rotation' | 'stores'> {
  readonly form: 'cookies' | 'handles'
  /** Number of the request that access tokens end at. */
  readonly index: number
}

/** Fails unless 8 tabs before 2 replicas are all answered as their person, and stay signed in. */
export async function expectRenewedAt(run: ExpiryRun, quiet: Quiet): Promise<void> {
  const { form, index, ...options } = run
  const deployment = deployRace({ ...options, replicas: 2, skewMs: 0, lifeS: 1799 }, quiet)
  deployment.isOpen = true
  const abel = await (form === 'cookies' ? withJar : withHandles)('abel', deployment)
  await abel.signIn()
  endAt(index, deployment)
  for (let round = 0; round < rounds; round += 1) {
    const asked = Array.from({ length: tabs }, (_, tab) => abel.ask(tab % 2).then(whoseIs))
    const answers = await finish(Promise.all(asked), deployment, quiet)
    expect(answers, `ended at request ${index}, round ${round}`).to.deep.equal(Array(tabs).fill('abel'))
  }
  expect(await abel.isConnected(0)).to.equal(true)
  expect(await abel.isConnected(1)).to.equal(true)
  expect(deployment.instance.reused, `ended at request ${index}`).to.deep.equal([])
}

/** Access tokens end as the instance is about to answer the request of that number. */
function endAt(index: number, { instance }: RaceDeployment): void {
  let count = 0
  instance.intercept = ({ url }) => {
    if (url.includes('/table/incident') && count++ === index) instance.tokens.clear()
    return undefined
  }
  instance.api = (_request, user) => json({ result: [{ of: user }] })
}
