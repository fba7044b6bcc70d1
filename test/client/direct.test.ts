import { expect } from 'chai'
import { createClient } from '../../src/client/create-client.js'
import type { Client } from '../../src/client/types.js'
import { and } from '../../src/protocol/query-builders.js'
import { isSnowError } from '../../src/shared/errors.js'
import { deploy, host, proxyOrigin, type Deployment } from '../proxy/deployment.js'
import type { TestBrowser } from '../support/cookie-jar.js'
import { json } from '../support/scripted-instance.js'

const minute = 60_000

interface DirectWorld extends Deployment {
  readonly client: Client
  readonly visitor: TestBrowser
  /** What the page sent to the instance itself. */
  readonly direct: { readonly url: string; readonly init: RequestInit }[]
  /** What an answer of the proxy waits for before it reaches the page. */
  late: (url: string) => Promise<void> | undefined
}

/** A page that is signed in, and reads from the instance itself. */
async function directWorld(isAllowed = true): Promise<DirectWorld> {
  const base = deploy()
  const deployment = deploy({
    clock: base.clock,
    fetch: base.instance.fetch,
    instances: {
      prod: {
        url: base.instance.origin,
        clientId: 'client',
        clientSecret: 'canary-client-secret',
        direct: isAllowed,
      },
    },
  })
  const visitor = deployment.browser()
  const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
  await visitor.navigate(base.instance.agree(consent.url, 'abel'))
  const pageFetch = visitor.fetchOf(host)
  const direct: DirectWorld['direct'] = []
  const world = { late: (() => undefined) as DirectWorld['late'] }
  const client = createClient({
    proxy: proxyOrigin,
    instance: 'prod',
    direct: true,
    clock: base.clock,
    async fetch(input, init = {}) {
      if (!String(input).startsWith(base.instance.origin)) {
        const answer = await pageFetch(input, init)
        await world.late(String(input))
        return answer
      }
      direct.push({ url: String(input), init })
      return base.instance.fetch(input, init)
    },
  })
  await client.session.read()
  return Object.assign(world, {
    ...deployment,
    clock: base.clock,
    instance: base.instance,
    client,
    visitor,
    direct,
  })
}

const list = (client: Client): Promise<unknown> =>
  client.records.list('incident', { query: and(), fields: ['number'], offset: 0, limit: 1 })

/** A list whose token the proxy has given, and that has not reached the page yet. */
async function askWithLateToken(
  world: DirectWorld,
): Promise<{ readonly before: Promise<unknown>; readonly arrive: () => void }> {
  let arrive = (): void => undefined
  let given = (): void => undefined
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const isGiven = new Promise<void>((resolve) => (given = resolve))
  world.late = (url) => {
    if (!url.endsWith('/token/prod')) return undefined
    given()
    return arrived
  }
  const before = list(world.client).catch(() => undefined)
  await isGiven
  world.late = () => undefined
  return { before, arrive }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  return isSnowError(error) ? error.code : 'none'
}

describe('direct mode', () => {
  it('reads from the instance itself, with a token and nothing else of the person', async () => {
    const { client, direct } = await directWorld()
    await list(client)
    expect(direct).to.have.length(1)
    const { url, init } = direct[0]!
    expect(new URL(url).pathname).to.equal('/api/now/table/incident')
    expect(Object.fromEntries(new Headers(init.headers))).to.have.all.keys('accept', 'authorization')
    expect(new Headers(init.headers).get('Authorization')).to.match(/^Bearer canary-access-abel-/)
    expect(init).to.include({
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
  })

  it('asks for a token once, and for another at four fifths of its life', async () => {
    const { client, clock, instance } = await directWorld()
    await Promise.all([list(client), list(client)])
    await list(client)
    expect(instance.tokenRequests).to.have.length(1)
    clock.advance(24 * minute)
    await list(client)
    expect(instance.tokenRequests).to.have.length(2)
  })

  it('gets another token when the instance refuses the one it has, once', async () => {
    const { client, direct, instance } = await directWorld()
    await list(client)
    instance.tokens.clear()
    await list(client)
    expect(direct).to.have.length(3)
    instance.intercept = ({ url }) =>
      url.includes('/table/incident') ? json({ error: { message: 'no' } }, 401) : undefined
    expect(await codeOf(list(client))).to.equal('SNOW_RECONNECT_NEEDED')
    expect(direct).to.have.length(5)
  })

  it('is off unless the proxy allows it', async () => {
    const { client, direct } = await directWorld(false)
    expect(await codeOf(list(client))).to.equal('SNOW_ROUTE_UNKNOWN')
    expect(direct).to.be.empty
  })

  it('acts as nobody else when another person has signed in meanwhile', async () => {
    const { client, direct, instance, visitor } = await directWorld()
    const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
    await visitor.navigate(instance.agree(consent.url, 'beth'))
    expect(await codeOf(list(client))).to.equal('SNOW_USER_CHANGED')
    expect(direct).to.be.empty
    await client.session.read()
    await list(client)
    expect(new Headers(direct[0]!.init.headers).get('Authorization')).to.match(/^Bearer canary-access-beth-/)
  })

  it('acts as nobody else when the token of the one before arrives late', async () => {
    const world = await directWorld()
    const { client, direct, instance, visitor } = world
    const { before, arrive } = await askWithLateToken(world)
    const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
    await visitor.navigate(instance.agree(consent.url, 'beth'))
    await client.session.read()
    // One that asks while the answer is still under way, and one that asks when it has come.
    await list(client)
    arrive()
    await before
    await list(client)
    const tokens = direct.map(({ init }) => new Headers(init.headers).get('Authorization') ?? '')
    expect(tokens.filter((sent) => sent.includes('canary-access-beth-'))).to.have.length(2)
    expect(tokens.at(-1)).to.contain('canary-access-beth-')
  })

  it('forgets with a sign-out the token that is still on its way', async () => {
    const world = await directWorld()
    const { client, direct } = world
    const { before, arrive } = await askWithLateToken(world)
    await client.session.signOut()
    arrive()
    await before
    direct.length = 0
    expect(await codeOf(list(client))).to.equal('SNOW_NOT_CONNECTED')
    expect(direct).to.be.empty
  })

  it('forgets its token with a sign-out', async () => {
    const { client, direct } = await directWorld()
    await list(client)
    await client.session.signOut()
    expect(await codeOf(list(client))).to.equal('SNOW_NOT_CONNECTED')
    expect(direct).to.have.length(1)
  })
})
