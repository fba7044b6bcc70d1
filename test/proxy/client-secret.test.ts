import { expect } from 'chai'
import type { ProxyOptions } from '../../src/proxy/create-proxy.js'
import { deployReplicas, type Replicas, type Visitor } from './replicas.js'

const minute = 60_000
const [old, fresh] = ['canary-client-secret', 'canary-fresh-secret'] as const

const withSecrets =
  (clientSecret: string, previousClientSecret?: string) =>
  ({ instances: { prod } }: ProxyOptions): Partial<ProxyOptions> => ({
    instances: {
      prod: {
        ...prod!,
        clientSecret,
        ...(previousClientSecret === undefined ? {} : { previousClientSecret }),
      },
    },
  })

/** The proxy as it is configured before, while and after the secret is changed. */
const before = 0
const during = 1
const after = 2

function deployAll(): Replicas {
  return deployReplicas([withSecrets(old), withSecrets(fresh, old), withSecrets(fresh)])
}

async function expectWell(person: Visitor, replicas: Replicas, replica: number, when: string): Promise<void> {
  replicas.clock.advance(26 * minute)
  expect((await person.ask(replica)).status, `${when}: renewed`).to.equal(200)
  expect(await person.session(replica), when).to.include({ connected: true })
  const other = replicas.visitor()
  expect((await other.signIn('beth', replica)).status, `${when}: a code is exchanged`).to.equal(200)
  const revoked = replicas.instance.revoked.length
  expect((await other.signOut(replica)).status).to.equal(204)
  expect(replicas.instance.revoked, `${when}: revoked`).to.have.length(revoked + 1)
}

describe('a client secret that is changed', () => {
  for (const rotate of [false, true]) {
    it(`signs nobody out and stops no sign-in${rotate ? ', where refresh tokens rotate' : ''}`, async () => {
      const replicas = deployAll()
      const { instance } = replicas
      instance.rotate = rotate
      instance.revokesOnReuse = rotate
      const person = replicas.visitor()
      await person.signIn()
      await expectWell(person, replicas, before, 'with the old one')
      // First the new one goes into the configuration, with the old one as the previous.
      await expectWell(person, replicas, during, 'configured')
      await expectWell(person, replicas, before, 'a replica has not been restarted yet')
      // Then the instance is changed.
      instance.secrets.clear()
      instance.secrets.add(fresh)
      await expectWell(person, replicas, during, 'changed on the instance')
      // Then the previous one goes out of the configuration.
      await expectWell(person, replicas, after, 'the old one is out')
      await expectWell(person, replicas, during, 'a replica has not been restarted yet')
      expect(instance.reused).to.deep.equal([])
    })
  }

  it('may change at any request: between a code and its exchange, and between two renewals', async () => {
    for (let change = 0; change < 6; change += 1) {
      const replicas = deployAll()
      const { instance } = replicas
      const person = replicas.visitor()
      let requests = 0
      instance.intercept = ({ url }) => {
        if (url.endsWith('/oauth_token.do') && requests++ === change) {
          instance.secrets.clear()
          instance.secrets.add(fresh)
        }
        return undefined
      }
      expect((await person.signIn('abel', during)).status, `change ${change}`).to.equal(200)
      for (let renewal = 0; renewal < 4; renewal += 1) {
        replicas.clock.advance(26 * minute)
        expect((await person.ask(during)).status, `change ${change}, renewal ${renewal}`).to.equal(200)
      }
    }
  })

  it('is tried once more with the other one, and then the one that served is used', async () => {
    const replicas = deployAll()
    const { instance, clock } = replicas
    const person = replicas.visitor()
    await person.signIn('abel', during)
    const secrets = (): readonly (string | null)[] =>
      instance.tokenRequests.map((form) => form.get('client_secret'))
    expect(secrets()).to.deep.equal([fresh, old])
    clock.advance(26 * minute)
    await person.ask(during)
    expect(secrets().slice(2), 'no needless attempt that the instance would count').to.deep.equal([old])
    instance.secrets.clear()
    instance.secrets.add(fresh)
    clock.advance(26 * minute)
    await person.ask(during)
    expect(secrets().slice(3)).to.deep.equal([old, fresh])
    clock.advance(26 * minute)
    await person.ask(during)
    expect(secrets().slice(5)).to.deep.equal([fresh])
  })

  it('that neither side knows is said to be refused, and nothing else is tried', async () => {
    const replicas = deployAll()
    replicas.instance.secrets.clear()
    const page = await replicas.visitor().signIn('abel', during)
    expect(page.text).to.contain('SNOW_TOKEN_REFUSED')
    expect(replicas.instance.tokenRequests).to.have.length(3)
    expect(page.text).not.to.contain('canary')
  })

  it('is no reason to ask twice where the answer says nothing of it', async () => {
    const replicas = deployAll()
    const { instance } = replicas
    let requests = 0
    instance.intercept = ({ url }) =>
      url.endsWith('/oauth_token.do') ? ((requests += 1), new Response('busy', { status: 503 })) : undefined
    await replicas.visitor().signIn('abel', during)
    expect(requests).to.equal(1)
  })
})
