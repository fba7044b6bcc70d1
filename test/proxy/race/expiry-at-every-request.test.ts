import { expect } from 'chai'
import { watchForQuiet, type Quiet } from '../../support/quiet.js'
import { json } from '../../support/scripted-instance.js'
import { deployRace, type RaceDeployment } from './deploy-race.js'
import { withHandles, withJar } from './people.js'
import { finish, whoseIs } from './run-race.js'

const tabs = 8
const rounds = 2

describe('access tokens that end', () => {
  let quiet: Quiet
  beforeEach(() => (quiet = watchForQuiet()))
  afterEach(() => quiet.stop())

  /** Access tokens end as the instance is about to answer the request of that number. */
  function endAt(index: number, { instance }: RaceDeployment): void {
    let count = 0
    instance.intercept = ({ url }) => {
      if (url.includes('/table/incident') && count++ === index) instance.tokens.clear()
      return undefined
    }
    instance.api = (_request, user) => json({ result: [{ of: user }] })
  }

  for (const [form, make] of [
    ['cookies', withJar],
    ['handles', withHandles],
  ] as const) {
    for (const rotation of ['keeps', 'rotates', 'revokes on reuse'] as const) {
      it(`at any of 16 requests of 8 tabs are renewed: ${form}, an instance that ${rotation}`, async () => {
        for (let index = 0; index < tabs * rounds; index += 1) {
          const deployment = deployRace({ rotation, replicas: 2, skewMs: 0, lifeS: 1799 }, quiet)
          deployment.isOpen = true
          const abel = await make('abel', deployment)
          await abel.signIn()
          endAt(index, deployment)
          for (let round = 0; round < rounds; round += 1) {
            const asked = Array.from({ length: tabs }, (_, tab) => abel.ask(tab % 2).then(whoseIs))
            const answers = await finish(Promise.all(asked), deployment, quiet)
            expect(answers, `ended at request ${index}, round ${round}`).to.deep.equal(
              Array(tabs).fill('abel'),
            )
          }
          expect(await abel.isConnected(0)).to.equal(true)
          expect(await abel.isConnected(1)).to.equal(true)
          expect(deployment.instance.reused, `ended at request ${index}`).to.deep.equal([])
        }
      })
    }
  }
})
