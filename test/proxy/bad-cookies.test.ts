import { expect } from 'chai'
import { createSeals, sealPurposes } from '../../src/proxy/seals.js'
import type { TestAnswer } from '../support/cookie-jar.js'
import { guardHeader, guardValue } from '../../src/protocol/proxy-contract.js'
import { deploy, host, proxyOrigin, sealKey, type Deployment } from './deployment.js'

const session = '__Host-Http-snowline-session-prod'
const access = '__Host-Http-snowline-access-prod'
const state = 's'.repeat(43)
const transaction = `__Host-Http-snowline-tx-${state.slice(0, 8)}`

/** Every address that reads cookies: [method, path, whether a window goes there]. */
const addresses: readonly (readonly [method: string, path: string, isWindow: boolean])[] = [
  ['GET', '/session/prod', false],
  ['GET', '/api/prod/now/table/incident', false],
  ['POST', '/token/prod', false],
  ['POST', '/logout/prod', false],
  ['GET', '/login/prod', true],
  ['GET', `/callback/prod?code=c&state=${state}`, true],
]

/** One request with exactly this `Cookie` header, as a browser's page or window sends it. */
function send(
  { proxy }: Deployment,
  address: (typeof addresses)[number],
  cookie: string,
): Promise<TestAnswer> {
  const [method, path, isWindow] = address
  const ofPage = { Origin: host, [guardHeader]: guardValue, 'Sec-Fetch-Site': 'same-site' }
  const headers = new Headers(isWindow ? { 'Sec-Fetch-Mode': 'navigate' } : ofPage)
  if (method === 'POST') headers.set('Content-Type', 'application/json')
  headers.set('Cookie', cookie)
  const body = new TextEncoder().encode('{}').buffer
  return proxy({
    method,
    url: `${proxyOrigin}${path}`,
    headers,
    signal: new AbortController().signal,
    body: null,
    arrayBuffer: () => Promise.resolve(method === 'POST' ? body : new ArrayBuffer(0)),
  })
}

/** Fails unless the request came to nothing: no session, no request to the instance, no fault of the proxy's. */
async function expectNothing(deployment: Deployment, cookie: string, name: string): Promise<void> {
  const before = deployment.instance.requests.length
  for (const address of addresses) {
    const answer = await send(deployment, address, cookie)
    const text = typeof answer.body === 'string' ? answer.body : ''
    const where = `${name}: ${address.join(' ')}`
    expect(answer.status, where).to.be.below(500)
    expect(text, where).not.to.match(/"connected":true|"userName"|You are signed in/)
    const written = answer.headers.getSetCookie().filter((line) => !line.includes('Max-Age=0'))
    expect(
      written.filter((line) => line.startsWith(session) || line.startsWith(access)),
      where,
    ).to.be.empty
  }
  expect(deployment.instance.requests.length, name).to.equal(before)
}

/** A deployment, and the cookies of somebody who has signed in there. */
async function signedIn(): Promise<{ deployment: Deployment; held: Readonly<Record<string, string>> }> {
  const deployment = deploy()
  const visitor = deployment.browser()
  await deployment.signIn(visitor)
  const valueOf = (name: string): string => visitor.cookies.get(`${proxyOrigin} ${name}`) ?? ''
  const held = { [session]: valueOf(session), [access]: valueOf(access) }
  const answer = await send(deployment, addresses[0]!, `${session}=${held[session]}`)
  expect(answer.body, 'the seal itself is good').to.contain('"connected":true')
  return { deployment, held }
}

describe('cookies that are none of ours', () => {
  const names = [session, access, transaction]
  const values: Readonly<Record<string, string>> = {
    empty: '',
    'bad percent-encoding': '%E0%A4%A',
    'percent-encoded zero': '%00%ff%',
    'a quoted string': '"eyJ"',
    'dots alone': '....',
    'five empty parts with a header of no object': `${btoa('7')}....`,
    'JSON that is no header': `${btoa('{"alg":"none"}')}.a.b.c.d`,
    'a prototype': `${btoa('{"__proto__":{"kid":"x"}}')}.a.b.c.d`,
    'a name from the prototype': `${btoa('{"alg":"dir","enc":"A256GCM","kid":"constructor","typ":"snowline-session"}')}.a.b.c.d`,
    'latin letters with signs': 'ÿþ¡é',
    huge: 'A'.repeat(200_000),
    'huge, in the form of a seal': `${'A'.repeat(50_000)}.${'B'.repeat(50_000)}...C`,
  }
  for (const [name, value] of Object.entries(values)) {
    it(`${name}: nobody is signed in, and nothing breaks`, async () => {
      const deployment = deploy()
      for (const cookie of names) await expectNothing(deployment, `${cookie}=${value}`, cookie)
      await expectNothing(deployment, names.map((cookie) => `${cookie}=${value}`).join('; '), 'all of them')
    })
  }

  const headers: Readonly<Record<string, string>> = {
    nothing: '',
    separators: ';;; ; =;=;==; ',
    'a name alone': `${session}; ${access}`,
    'a value without a name': '=value; =',
    'ten thousand cookies': Array.from({ length: 10_000 }, (_, at) => `c${at}=${at}`).join('; '),
    'a thousand sign-ins under way': Array.from(
      { length: 1_000 },
      (_, at) => `__Host-Http-snowline-tx-${String(at).padStart(8, '0')}=x`,
    ).join('; '),
  }
  for (const [name, header] of Object.entries(headers)) {
    it(`a header of ${name}`, async () => expectNothing(deploy(), header, name))
  }

  it('count not at all beside good ones, and a second one of a name never', async () => {
    const { deployment, held } = await signedIn()
    const good = `${session}=${held[session]}`
    const read = async (cookie: string): Promise<string> =>
      String((await send(deployment, addresses[0]!, cookie)).body)
    expect(await read(`broken; %=%; ${good}; =`)).to.contain('"connected":true')
    expect(await read(`${good}; ${session}=planted`)).to.contain('"connected":true')
    await expectNothing(deployment, `${session}=planted; ${good}`, 'a planted one first')
  })

  it('are those whose name a browser let a neighbour set, because ours is behind a space that is no blank', async () => {
    const { deployment, held } = await signedIn()
    // As header bytes come: what JavaScript trims besides blank and tab.
    for (const space of ['\u00a0', '\u000b', '\u000c', '\ufeff', '\u2003']) {
      const planted = `${space}${session}=${held[session]}; ${space}${access}=${held[access]}`
      const bytes = space > '\u00ff' ? Buffer.from(planted).toString('latin1') : planted
      await expectNothing(deployment, bytes, `U+${space.charCodeAt(0).toString(16)}`)
    }
    const answer = await send(deployment, addresses[0]!, ` \t${session} \t=\t ${held[session]} ; a=b`)
    expect(answer.body, 'blanks and tabs are no part of it').to.contain('"connected":true')
  })
})

describe('a seal that was changed', () => {
  it('by one bit of any byte is no session', async () => {
    const { deployment, held } = await signedIn()
    const sealed = held[session] ?? ''
    const parts = sealed.split('.')
    let tried = 0
    for (const [index, part] of parts.entries()) {
      const bytes = Buffer.from(part, 'base64url')
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes)
        changed[at]! ^= 1 << (at % 8)
        const forged = parts.with(index, changed.toString('base64url')).join('.')
        const answer = await send(deployment, addresses[0]!, `${session}=${forged}`)
        expect(answer.status, `part ${index}, byte ${at}`).to.equal(200)
        expect(answer.body, `part ${index}, byte ${at}`).to.contain('"connected":false')
        tried += 1
      }
    }
    expect(tried).to.be.above(200)
  })

  it('by a part that is missing, empty, doubled or in another place is no session', async () => {
    const { deployment, held } = await signedIn()
    const parts = (held[session] ?? '').split('.')
    const changes = parts.flatMap((part, at) => [
      parts.toSpliced(at, 1),
      parts.with(at, part === '' ? 'AAAA' : ''),
      parts.toSpliced(at, 0, part),
      ...(at === 2 ? [parts.with(2, parts[3] ?? '').with(3, part)] : []),
    ])
    for (const changed of changes) {
      const forged = changed.join('.')
      await expectNothing(deployment, `${session}=${forged}`, forged.slice(0, 40))
    }
  })

  for (const purpose of sealPurposes) {
    it(`or made for another purpose (${purpose}) opens nothing but its own`, async () => {
      const deployment = deploy()
      const seals = createSeals({ keys: [sealKey], clock: deployment.clock })
      const content = { sid: 'x', state, verifier: 'v', instance: 'prod', flow: 'popup' }
      const sealed = await seals.seal(purpose, content, deployment.clock.now() + 60_000)
      for (const name of [session, access]) await expectNothing(deployment, `${name}=${sealed}`, purpose)
    })
  }

  it('under a key that nobody knows is no session', async () => {
    const { held } = await signedIn()
    const others = deploy({ sealKeys: ['B'.repeat(43)] })
    await expectNothing(others, `${session}=${held[session]}; ${access}=${held[access]}`, 'an unknown kid')
  })
})
