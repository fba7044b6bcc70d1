import { expect } from 'chai'
import { userHeader } from '../../src/protocol/proxy-contract.js'
import { idOf, json } from '../support/scripted-instance.js'
import type { TestBrowser } from '../support/cookie-jar.js'
import { call, deploy, proxyOrigin, readSession, type Deployment } from './deployment.js'

const list = '/api/prod/now/table/incident'
const fileId = '0'.repeat(32)
const minute = 60_000

async function signedIn(
  change: Parameters<typeof deploy>[0] = {},
): Promise<Deployment & { visitor: TestBrowser }> {
  const deployment = deploy(change)
  const visitor = deployment.browser()
  await deployment.signIn(visitor)
  deployment.instance.requests.length = 0
  return { ...deployment, visitor }
}

async function codeOf(answer: Response): Promise<string | undefined> {
  const body = (await answer.json()) as { error?: { code?: string } }
  return body.error?.code
}

const html = (text: string, status = 200): Response =>
  new Response(text, { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' } })

describe('the relay', () => {
  it('wants a session', async () => {
    const { browser, instance } = deploy()
    const answer = await call(browser(), list)
    expect(answer.status).to.equal(401)
    expect(await codeOf(answer)).to.equal('SNOW_NOT_CONNECTED')
    expect(instance.requests).to.be.empty
  })

  it('runs as nobody but the user whom the page names', async () => {
    const { visitor, instance } = await signedIn()
    const session = await readSession(visitor)
    const own = session.connected ? session.user.sysId : ''
    instance.requests.length = 0
    const foreign = await call(visitor, list, { headers: { [userHeader]: idOf('beth') } })
    expect(foreign.status).to.equal(409)
    expect(await codeOf(foreign)).to.equal('SNOW_USER_CHANGED')
    expect(instance.requests).to.be.empty
    expect((await call(visitor, list, { headers: { [userHeader]: own } })).status).to.equal(200)
  })

  it('sends the token, what the decision names, and nothing else of the page', async () => {
    const { visitor, instance } = await signedIn()
    const headers = { 'X-Forwarded-For': '1.2.3.4', Accept: 'application/xml', Authorization: 'Basic x' }
    await call(visitor, `${list}?sysparm_limit=1`, { headers })
    const [sent] = instance.requests
    expect(sent?.url).to.equal(`${instance.origin}/api/now/table/incident?sysparm_limit=1`)
    const { traceparent, ...headersSent } = Object.fromEntries(sent?.headers ?? [])
    expect(traceparent).to.match(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
    expect(headersSent).to.deep.equal({
      accept: 'application/json',
      authorization: `Bearer ${[...instance.tokens.keys()][0]}`,
    })
    expect(sent?.redirect).to.equal('manual')
    expect(sent?.credentials).to.equal('omit')
  })

  it('passes the headers that the client needs, and no cookie or policy of the instance', async () => {
    const { visitor, instance } = await signedIn()
    instance.api = () => {
      const answer = json({ result: [] }, 200, {
        'X-Total-Count': '67',
        Link: '<https://x>;rel="next"',
        'X-Transaction-ID': 'abc',
        Date: 'Fri, 20 Nov 2026 00:00:00 GMT',
        'X-Is-Logged-In': 'true',
        Server: 'snow_adc',
        'Content-Security-Policy': "default-src 'self'",
        'Access-Control-Allow-Origin': '*',
      })
      return answer
    }
    const answer = await call(visitor, list)
    expect(answer.headers.get('X-Total-Count')).to.equal('67')
    expect(answer.headers.get('Link')).to.equal('<https://x>;rel="next"')
    expect(answer.headers.get('X-Transaction-ID')).to.equal('abc')
    expect(answer.headers.get('Date')).to.equal('Fri, 20 Nov 2026 00:00:00 GMT')
    for (const name of ['X-Is-Logged-In', 'Server', 'Content-Security-Policy']) {
      expect(answer.headers.has(name), name).to.equal(false)
    }
    expect(answer.headers.get('Access-Control-Allow-Origin')).to.equal('https://www.example.com')
  })

  it('posts a body as it is', async () => {
    const { visitor, instance } = await signedIn()
    let body = ''
    instance.api = async (request) => {
      body = await request.text()
      return json({ result: {} }, 201)
    }
    const answer = await call(visitor, list, {
      method: 'POST',
      body: '{"short_description":"ä"}',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).to.equal(201)
    expect(body).to.equal('{"short_description":"ä"}')
  })

  it('refuses a body over the limit, before anything is sent', async () => {
    const { visitor, instance } = await signedIn({ limits: { requestBytes: 100 } })
    const answer = await call(visitor, list, {
      method: 'POST',
      body: JSON.stringify({ description: 'x'.repeat(200) }),
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).to.equal(413)
    expect(await codeOf(answer)).to.equal('SNOW_FILE_TOO_LARGE')
    expect(instance.requests).to.be.empty
  })

  for (const status of [400, 403, 404, 429, 500]) {
    it(`passes an error of the instance with status ${status} on`, async () => {
      const { visitor, instance } = await signedIn()
      const body = { error: { message: 'No Record found', detail: null }, status: 'failure' }
      instance.api = () => json(body, status, { 'Retry-After': '7' })
      const answer = await call(visitor, list)
      expect(answer.status).to.equal(status)
      expect(answer.headers.get('Retry-After')).to.equal('7')
      expect(await answer.json()).to.deep.equal(body)
    })
  }

  const oddities: readonly (readonly [string, () => Response, string, number])[] = [
    ['a login page', () => html('<html>Log in'), 'SNOW_BAD_RESPONSE', 502],
    [
      'the page of a sleeping instance',
      () => html('<title>Instance Hibernating page</title>'),
      'SNOW_INSTANCE_ASLEEP',
      503,
    ],
    ['an HTML error', () => html('<html>Bad gateway', 502), 'SNOW_INSTANCE_FAILED', 502],
    ['an HTML 429', () => html('<html>Busy', 429), 'SNOW_RATE_LIMITED', 429],
    [
      'a redirect to inside the network',
      () => new Response(null, { status: 302, headers: { Location: 'http://169.254.169.254/' } }),
      'SNOW_BAD_RESPONSE',
      502,
    ],
    [
      'plain text',
      () => new Response('ok', { headers: { 'Content-Type': 'text/plain' } }),
      'SNOW_BAD_RESPONSE',
      502,
    ],
    ['nothing', () => new Response('', { status: 200 }), 'SNOW_BAD_RESPONSE', 502],
    ['a body over the limit', () => json({ result: 'x'.repeat(2000) }), 'SNOW_BAD_RESPONSE', 502],
  ]
  for (const [what, answer, code, status] of oddities) {
    it(`turns ${what} into ${code}`, async () => {
      const { visitor, instance } = await signedIn({ limits: { responseBytes: 1000 } })
      instance.api = answer
      const given = await call(visitor, list)
      expect(given.status).to.equal(status)
      expect(await codeOf(given)).to.equal(code)
      expect(instance.requests, 'no redirect is followed').to.have.length(1)
    })
  }

  it('gives up on an instance that does not answer', async () => {
    const { visitor, instance, clock } = await signedIn()
    const reached = new Promise<void>((resolve) => {
      instance.api = () => {
        resolve()
        return new Promise<Response>(() => undefined)
      }
    })
    const answer = call(visitor, list)
    await reached
    clock.advance(10_000)
    expect((await answer).status).to.equal(504)
    expect(await codeOf(await answer)).to.equal('SNOW_TIMEOUT')
  })

  it('gives up on an answer that does not end', async () => {
    const { visitor, instance, clock } = await signedIn()
    const reached = new Promise<void>((resolve) => {
      const pull = (): Promise<void> => {
        resolve()
        return new Promise(() => undefined)
      }
      instance.api = () =>
        new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), {
          headers: { 'Content-Type': 'application/json' },
        })
    })
    const answer = call(visitor, list)
    await reached
    clock.advance(30_000)
    expect(await codeOf(await answer)).to.equal('SNOW_TIMEOUT')
  })

  it('says that the instance cannot be reached, and tells the operator no more than a code', async () => {
    const failures: unknown[] = []
    const { visitor, instance } = await signedIn({ onFailure: (failure) => failures.push(failure) })
    instance.api = () => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('Bearer x'), { code: 'ECONNREFUSED' }),
      })
    }
    const answer = await call(visitor, list)
    expect(answer.status).to.equal(502)
    expect(await codeOf(answer)).to.equal('SNOW_INSTANCE_UNREACHABLE')
    expect(failures).to.deep.equal([
      {
        method: 'GET',
        route: 'api',
        status: 502,
        code: 'SNOW_INSTANCE_UNREACHABLE',
        message: 'The instance cannot be reached',
        cause: 'ECONNREFUSED',
      },
    ])
  })
})

describe('a relayed download', () => {
  const path = `/api/prod/now/attachment/${fileId}/file`

  it('comes as bytes that no browser shows or runs', async () => {
    const { visitor, instance } = await signedIn()
    instance.api = () =>
      new Response('<script>alert(1)</script>', {
        headers: {
          'Content-Type': 'text/html',
          'Content-Disposition': 'attachment;filename="a.html";filename*=UTF-8\'\'a.html',
          'X-Attachment-Metadata': '{"file_name":"a.html"}',
          'Content-Encoding': 'identity',
        },
      })
    const answer = await call(visitor, path)
    expect(answer.headers.get('Content-Type')).to.equal('application/octet-stream')
    expect(answer.headers.get('Content-Disposition')).to.match(/^attachment;/)
    expect(answer.headers.get('Content-Security-Policy')).to.equal("sandbox; default-src 'none'")
    expect(answer.headers.get('X-Attachment-Metadata')).to.contain('a.html')
    expect(await answer.text()).to.equal('<script>alert(1)</script>')
  })

  it('is an attachment even when the instance says inline', async () => {
    const { visitor, instance } = await signedIn()
    const headers = { 'Content-Type': 'image/svg+xml', 'Content-Disposition': 'inline; filename=a.svg' }
    instance.api = () => new Response('<svg/>', { headers })
    expect((await call(visitor, path)).headers.get('Content-Disposition')).to.equal('attachment')
  })

  it('is not the page of a sleeping instance', async () => {
    const { visitor, instance } = await signedIn()
    instance.api = () => html('Your instance is hibernating')
    expect(await codeOf(await call(visitor, path))).to.equal('SNOW_INSTANCE_ASLEEP')
  })

  it('breaks off when it is too large', async () => {
    const { visitor, instance } = await signedIn({ limits: { downloadBytes: 10 } })
    instance.api = () => new Response('x'.repeat(11), { headers: { 'Content-Type': 'text/plain' } })
    const answer = await call(visitor, path)
    const outcome = await answer.text().then(
      () => 'whole',
      () => 'broken off',
    )
    expect(outcome).to.equal('broken off')
  })
})

describe('tokens of the relay', () => {
  it('are renewed once when the instance refuses one, and the request is sent again with its body', async () => {
    const { visitor, instance } = await signedIn()
    const bodies: string[] = []
    instance.api = async (request) => {
      bodies.push(await request.text())
      return json({ result: {} }, 201)
    }
    instance.tokens.clear()
    const headers = { 'Content-Type': 'application/json' }
    const answer = await call(visitor, list, { method: 'POST', body: '{"a":"1"}', headers })
    expect(answer.status).to.equal(201)
    expect(bodies).to.deep.equal(['{"a":"1"}'])
    expect(instance.tokenRequests.map((form) => form.get('grant_type'))).to.deep.equal([
      'authorization_code',
      'refresh_token',
    ])
    await call(visitor, list)
    expect(instance.tokenRequests, 'the new token is kept').to.have.length(2)
  })

  it('are not renewed twice: a second 401 is the answer', async () => {
    const { visitor, instance } = await signedIn()
    instance.api = () => json({ error: { message: 'User is not authenticated' } }, 401)
    const answer = await call(visitor, list)
    expect(answer.status).to.equal(401)
    expect(await answer.json()).to.have.nested.property('error.message', 'User is not authenticated')
    expect(instance.tokenRequests).to.have.length(2)
  })

  it('are renewed at four fifths of their life, before the request', async () => {
    const { visitor, instance, clock } = await signedIn()
    clock.advance(19 * minute)
    await call(visitor, list)
    expect(instance.tokenRequests).to.have.length(1)
    clock.advance(2 * minute)
    await call(visitor, list)
    expect(instance.tokenRequests).to.have.length(2)
  })

  it('still serve while the token endpoint fails, as long as they live', async () => {
    const { visitor, instance, clock } = await signedIn()
    clock.advance(21 * minute)
    instance.intercept = ({ url }) => (url.endsWith('.do') ? new Response('', { status: 503 }) : undefined)
    expect((await call(visitor, list)).status).to.equal(200)
    clock.advance(10 * minute)
    const answer = await call(visitor, list)
    expect(await codeOf(answer)).to.equal('SNOW_INSTANCE_FAILED')
    expect(await readSession(visitor), 'the session outlives it').to.include({ connected: true })
  })

  it('are renewed by one request for many at once', async () => {
    const { visitor, instance, clock } = await signedIn()
    clock.advance(30 * minute)
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(visitor, list)))
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(8).fill(200))
    expect(instance.tokenRequests).to.have.length(2)
  })

  it('follow an instance that rotates refresh tokens', async () => {
    const { visitor, instance, clock } = await signedIn()
    instance.rotate = true
    for (let round = 0; round < 3; round += 1) {
      clock.advance(30 * minute)
      expect((await call(visitor, list)).status).to.equal(200)
    }
    expect(instance.tokenRequests).to.have.length(4)
  })

  it('serve a request that left before a rotation', async () => {
    const { visitor, instance, clock, proxy } = await signedIn()
    instance.rotate = true
    clock.advance(30 * minute)
    const late = { cookies: new Map(visitor.cookies) }
    expect((await call(visitor, list)).status).to.equal(200)
    const Cookie = [...late.cookies].map(([key, value]) => `${key.split(' ')[1]}=${value}`).join('; ')
    const answer = await proxy({
      method: 'GET',
      url: `${proxyOrigin}${list}`,
      headers: new Headers({ Cookie, Origin: 'https://www.example.com', 'X-Snowline': '1' }),
      signal: new AbortController().signal,
      body: null,
      arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
    })
    expect(answer.status).to.equal(200)
  })

  it('end the session when the refresh token is dead, and the session says why', async () => {
    const { visitor, instance, clock } = await signedIn()
    clock.advance(30 * minute)
    instance.intercept = ({ url }) =>
      url.endsWith('/oauth_token.do') ? json({ error: 'server_error' }, 401) : undefined
    const answer = await call(visitor, list)
    expect(answer.status).to.equal(401)
    expect(await codeOf(answer)).to.equal('SNOW_RECONNECT_NEEDED')
    expect(await readSession(visitor)).to.include({ connected: false, reason: 'revoked' })
    expect(await codeOf(await call(visitor, list))).to.equal('SNOW_NOT_CONNECTED')
  })

  it('never cross from one person to another', async () => {
    const { browser, signIn, instance, clock } = deploy()
    const people = Array.from({ length: 12 }, (_, number) => `person${number}`)
    const browsers = await Promise.all(
      people.map(async (name) => {
        const visitor = browser()
        await signIn(visitor, name)
        return visitor
      }),
    )
    let turn = 0
    // Answers leave in another order than their questions came.
    instance.intercept = async () => {
      turn += 1
      for (let wait = (turn * 7) % 11; wait > 0; wait -= 1) await Promise.resolve()
      return undefined
    }
    clock.advance(30 * minute)
    for (let round = 0; round < 3; round += 1) {
      const seen = await Promise.all(
        browsers.flatMap((visitor) => [0, 1, 2].map(async () => (await call(visitor, list)).json())),
      )
      expect(seen).to.deep.equal(people.flatMap((name) => Array(3).fill({ result: [{ of: name }] })))
      const sessions = await Promise.all(browsers.map(readSession))
      expect(sessions.map((session) => session.connected && session.user.sysId)).to.deep.equal(
        people.map(idOf),
      )
      clock.advance(30 * minute)
    }
  })

  it('of another session do not serve this one', async () => {
    const { browser, signIn, instance } = deploy()
    const [abel, beth] = [browser(), browser()]
    await signIn(abel, 'abel')
    await signIn(beth, 'beth')
    const access = `${proxyOrigin} __Host-Http-snowline-access-prod`
    abel.cookies.set(access, beth.cookies.get(access) ?? '')
    expect(await (await call(abel, list)).json()).to.deep.equal({ result: [{ of: 'abel' }] })
    expect(instance.tokenRequests).to.have.length(3)
  })
})
