import { expect } from 'chai'
import fc from 'fast-check'
import type { Session } from '../../src/protocol/proxy-contract.js'
import { flush } from '../support/flush.js'
import { idOf } from '../support/scripted-instance.js'
import { deployCrossSite, list, type CrossSiteDeployment } from './cross-site/cross-site-deployment.js'
import { call, proxyOrigin, readSession } from './deployment.js'

const minute = 60_000
const path = new URL(list).pathname

/** Somebody who is signed in, in one of the two forms. */
interface Person {
  readonly name: string
  /** Whose records the relay gives them. */
  read(): Promise<unknown>
  /** Who the proxy says that they are. */
  whoAmI(): Promise<string>
  /** Gets what a dead token is replaced by. */
  renew(): Promise<void>
}

const userOf = (session: Session): string => (session.connected ? session.user.sysId : 'nobody')
const readerOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { readonly result?: readonly { readonly of?: unknown }[] }).result?.[0]?.of

async function withCookie({ browser, signIn }: CrossSiteDeployment, name: string): Promise<Person> {
  const visitor = browser()
  await signIn(visitor, name)
  return {
    name,
    read: async () => readerOf(await call(visitor, path)),
    whoAmI: async () => userOf(await readSession(visitor)),
    renew: async () => void (await call(visitor, path)),
  }
}

async function withHandle({ page: open, connect }: CrossSiteDeployment, name: string): Promise<Person> {
  const page = await open()
  let handles = await connect(page, name)
  return {
    name,
    read: async () => readerOf(await page.call(handles, list)),
    whoAmI: async () =>
      userOf((await (await page.call(handles, `${proxyOrigin}/session/prod`)).json()) as Session),
    async renew() {
      handles = await page.refresh(handles)
    },
  }
}

describe('fifty people at once', () => {
  for (const rotate of [false, true]) {
    it(`never see each other, whatever is late (${rotate ? 'rotating' : 'lasting'} refresh tokens)`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(12), { minLength: 97, maxLength: 97 }), async (delays) => {
          const deployment = deployCrossSite({ onWarning: () => undefined })
          const { instance, clock } = deployment
          instance.rotate = rotate
          const names = Array.from({ length: 50 }, (_, number) => `person${number}`)
          const people = await Promise.all(
            names.map((name, at) => (at % 2 === 0 ? withCookie : withHandle)(deployment, name)),
          )
          let turn = 0
          // Answers leave in another order than their questions came.
          instance.intercept = async () => {
            turn += 1
            await flush(delays[turn % delays.length] ?? 0)
            return undefined
          }
          clock.advance(30 * minute)
          // Everybody's token is dead: all renew, some more than once, while they ask on.
          await Promise.all(people.flatMap((person) => [person.renew(), person.renew()]))
          const seen = await Promise.all(
            Array.from({ length: 1000 }, async (_, at) => {
              const person = people[(at * 7) % people.length]
              if (person === undefined) throw new Error('Nobody')
              const { name } = person
              if (at % 3 === 0) return (await person.whoAmI()) === idOf(name)
              return (await person.read()) === name
            }),
          )
          expect(seen.length).to.equal(1000)
          expect(seen.every(Boolean)).to.equal(true)
          expect(instance.tokenRequests.length, 'they did renew').to.be.at.least(100)
        }),
        { numRuns: 2, endOnFailure: true },
      )
    }).timeout(120_000)
  }
})
