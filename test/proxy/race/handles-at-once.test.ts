import { expect } from 'chai'
import { watchForQuiet, type Quiet } from '../../support/quiet.js'
import { deployRace } from './deploy-race.js'
import { withHandles } from './people.js'
import { finish, whoseIs } from './run-race.js'

describe('one refresh token of a page on another site', () => {
  let quiet: Quiet
  beforeEach(() => (quiet = watchForQuiet()))
  afterEach(() => quiet.stop())

  for (const rotation of ['keeps', 'rotates', 'revokes on reuse'] as const) {
    it(`gives handles that work to each of 8 tabs that renew at once, on an instance that ${rotation}`, async () => {
      const deployment = deployRace({ rotation, replicas: 2, skewMs: 30_000, lifeS: 1799 }, quiet)
      const { instance, clock } = deployment
      deployment.isOpen = true
      const abel = await withHandles('abel', deployment)
      await abel.signIn()
      clock.advance(30 * 60_000)
      // Answers wait for each other, and come in the order in which they were asked for.
      deployment.isOpen = false
      const renewing = Array.from({ length: 8 }, (_, tab) => abel.renew(tab % 2))
      const renewed = await finish(Promise.all(renewing), deployment, quiet)
      deployment.isOpen = true
      const renewals = instance.tokenRequests.length
      for (const handles of renewed.reverse()) {
        abel.hold(handles)
        for (const replica of [0, 1]) {
          expect(await finish(abel.ask(replica).then(whoseIs), deployment, quiet)).to.equal('abel')
        }
      }
      expect(instance.tokenRequests, 'none had to be renewed again').to.have.length(renewals)
      expect(renewals - 1, 'renewals').to.be.at.most(rotation === 'keeps' ? 2 : 1)
      expect(instance.reused).to.deep.equal([])
      // The oldest of them still leads to the newest tokens.
      clock.advance(30 * 60_000)
      expect(await finish(abel.ask(1).then(whoseIs), deployment, quiet)).to.equal('abel')
      expect(instance.reused).to.deep.equal([])
    })
  }
})
