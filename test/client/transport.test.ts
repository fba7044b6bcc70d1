import { expect } from 'chai'
import { createClient } from '../../src/client/create-client.js'
import { and, equals } from '../../src/protocol/query-builders.js'
import {
  answer,
  until,
  failure,
  json,
  leaves,
  lost,
  proxy,
  rejection,
  row,
  scripted,
  settle,
  silent,
  sysId,
} from './scripted-fetch.js'

const everything = { query: and(), offset: 0, limit: 20 }
const empty = () => json({ result: [] }, 200, { 'X-Total-Count': '0' })

describe('createClient', () => {
  it('names every problem of its options at once', () => {
    const wrong: readonly [unknown, RegExp][] = [
      [{}, /"proxy".*"instance"/],
      [undefined, /"proxy".*"instance"/],
      [{ proxy: 'javascript:alert(1)', instance: 'x' }, /"proxy"/],
      [{ proxy: 'https://', instance: 'x' }, /"proxy"/],
      [{ proxy, instance: ' ' }, /"instance"/],
    ]
    for (const [options, message] of wrong) {
      expect(() => createClient(options as never))
        .to.throw(message)
        .with.property('code', 'SNOW_CONFIG_INVALID')
    }
  })
  it('cuts slashes off the proxy', () => {
    expect(createClient({ proxy: `${proxy}//`, instance: 'x' }).proxy).to.equal(proxy)
  })
})

describe('every request', () => {
  it('goes below the mount, with the cookie and the guard header, and follows nothing', async () => {
    const { client, sent } = scripted([empty()])
    await client.incidents.list(everything)
    const [request] = sent
    expect(request!.url.origin + request!.url.pathname).to.equal(`${proxy}/api/prod/now/table/incident`)
    expect(request!.headers.get('X-Snowline')).to.equal('1')
    expect(request!.init).to.include({ credentials: 'include', redirect: 'error', cache: 'no-store' })
  })
})

describe('the token of the host', () => {
  it('goes with every request, asked for anew, and never into an address', async () => {
    let given = 0
    const hostToken = async (): Promise<string> => `token-${(given += 1)}`
    const { client, sent } = scripted([empty()], { hostToken })
    await client.incidents.list(everything)
    await client.incidents.list(everything)
    expect(sent.map(({ headers }) => headers.get('X-Snowline-Host-Token'))).to.deep.equal([
      'token-1',
      'token-2',
    ])
    for (const { url } of sent) expect(url.href).not.to.contain('token-')
  })

  it('is left out while the host has none', async () => {
    for (const options of [{}, { hostToken: async () => '' }]) {
      const { client, sent } = scripted([empty()], options)
      await client.incidents.list(everything)
      expect(sent[0]!.headers.has('X-Snowline-Host-Token')).to.equal(false)
    }
  })

  it('that the host cannot give keeps everything here: nothing is sent, and no outcome is unknown', async () => {
    const hostTokens = [
      () => Promise.reject(new Error('signed out')),
      () => {
        throw new Error('signed out')
      },
    ]
    for (const hostToken of hostTokens) {
      const { client, sent } = scripted([empty()], { hostToken })
      const calls = [client.incidents.list(everything), client.incidents.update(sysId, { state: '2' })]
      for (const call of calls) expect((await rejection(call)).code).to.equal('SNOW_NOT_CONNECTED')
      expect(sent).to.be.empty
    }
  })

  it('that never comes is not waited for any longer than an answer', async () => {
    const { client, clock, sent } = scripted([empty()], { hostToken: () => new Promise(() => undefined) })
    const code = rejection(client.incidents.update(sysId, { state: '2' }))
    expect((await until(code, clock, 10_000)).code).to.equal('SNOW_TIMEOUT')
    expect(sent).to.be.empty
  })
})

describe('reading requests', () => {
  for (const [what, fault] of Object.entries({
    'a lost connection': lost,
    'a 500': failure(500),
    'a 502': answer('', 502),
    'a hibernating instance': answer('<html>hibernating</html>'),
    'a truncated answer': answer('{"result":[{"sys_id":'),
    'an error beside rows': json({
      result: [],
      error: { message: 'Transaction cancelled: maximum execution time exceeded' },
    }),
  })) {
    it(`are repeated after ${what}`, async () => {
      const { client, sent, clock } = scripted([fault, fault, empty()])
      const page = client.incidents.list(everything)
      expect((await until(page, clock, 0)).items).to.deep.equal([])
      expect(sent.length).to.equal(3)
    })
  }

  it('give up after four tries, with the last error', async () => {
    const { client, sent, clock } = scripted([failure(503)])
    const page = rejection(client.incidents.list(everything))
    expect((await until(page, clock, 0)).code).to.equal('SNOW_INSTANCE_UNREACHABLE')
    expect(sent.length).to.equal(4)
  })

  it('wait longer with each try, by chance', async () => {
    const { client, sent, clock } = scripted([failure(503), failure(503), empty()], { random: () => 0.5 })
    const page = client.incidents.list(everything)
    await leaves(sent, 1)
    await settle()
    clock.advance(399)
    await settle()
    expect(sent.length).to.equal(1)
    clock.advance(1)
    await leaves(sent, 2)
    await settle()
    clock.advance(799)
    await settle()
    expect(sent.length).to.equal(2)
    clock.advance(1)
    await page
  })

  for (const [code, status] of [
    ['SNOW_RECONNECT_NEEDED', 401],
    ['SNOW_ACL_DENIED', 403],
    ['SNOW_NOT_FOUND_OR_HIDDEN', 404],
    ['SNOW_REQUEST_REFUSED', 400],
  ] as const) {
    it(`are not repeated after ${status}`, async () => {
      const { client, sent } = scripted([failure(status)])
      expect((await rejection(client.incidents.list(everything))).code).to.equal(code)
      expect(sent.length).to.equal(1)
    })
  }

  it('end in SNOW_TIMEOUT when nothing answers, even where fetch does not listen to its signal', async () => {
    const { client, clock } = scripted([() => new Promise<Response>(() => undefined)])
    const page = rejection(client.incidents.list(everything))
    expect((await until(page, clock, 35_000)).code).to.equal('SNOW_TIMEOUT')
  })

  it('end in SNOW_TIMEOUT when the body stops coming', async () => {
    const stalled = () =>
      new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([123])) }))
    const { client, clock } = scripted([stalled])
    const page = rejection(client.incidents.list(everything))
    expect((await until(page, clock, 35_000)).code).to.equal('SNOW_TIMEOUT')
  })

  it('stop when their signal aborts, before, during and between tries', async () => {
    const gone = scripted([empty()])
    expect(
      (await rejection(gone.client.incidents.list({ ...everything, signal: AbortSignal.abort() }))).code,
    ).to.equal('SNOW_ABORTED')
    expect(gone.sent.length).to.equal(0)
    for (const reply of [silent, failure(503)]) {
      const abort = new AbortController()
      const { client, sent } = scripted([reply], { random: () => 0.9 })
      const page = rejection(client.incidents.list({ ...everything, signal: abort.signal }))
      await leaves(sent, 1)
      await settle()
      abort.abort()
      expect((await page).code).to.equal('SNOW_ABORTED')
    }
  })

  it('refuse an answer that is larger than any page', async () => {
    const huge = () => new Response(new Uint8Array(17 * 1024 * 1024))
    const { client, clock } = scripted([huge])
    const page = rejection(client.incidents.list(everything))
    expect((await until(page, clock, 10)).code).to.equal('SNOW_BAD_RESPONSE')
  })
})

describe('after "too many requests"', () => {
  const limited = (seconds: string) =>
    json({ error: { message: 'Rate limit exceeded' } }, 429, { 'Retry-After': seconds })

  it('all calls wait as long as the server asked', async () => {
    const { client, sent, clock } = scripted([limited('5'), empty()])
    const first = client.incidents.list(everything)
    await leaves(sent, 1)
    await settle()
    const second = client.incidents.list(everything)
    await settle()
    clock.advance(4999)
    await settle()
    expect(sent.length).to.equal(1)
    clock.advance(1)
    await Promise.all([first, second])
    expect(sent.length).to.equal(3)
  })

  it('a long wait is an error that says how long, and no further request leaves', async () => {
    const { client, sent, clock } = scripted([limited('1800')])
    expect(await rejection(client.incidents.list(everything))).to.include({
      code: 'SNOW_RATE_LIMITED',
      retryAfterMs: 1_800_000,
    })
    clock.advance(800_000)
    expect((await rejection(client.incidents.list(everything))).retryAfterMs).to.equal(1_000_000)
    expect(sent.length).to.equal(1)
  })

  it('the call that learns of it waits no longer than those that come after it', async () => {
    const { client, sent } = scripted([limited('30')])
    const first = rejection(client.incidents.list(everything))
    await leaves(sent, 1)
    await settle()
    const second = rejection(client.incidents.list(everything))
    expect((await second).code).to.equal('SNOW_RATE_LIMITED')
    expect((await first).retryAfterMs).to.equal(30_000)
    expect(sent.length).to.equal(1)
  })
})

describe('background calls', () => {
  it('let the calls of a person finish first', async () => {
    let reply = (_: Response): void => undefined
    const slow = () => new Promise<Response>((resolve) => (reply = resolve))
    const { client, sent } = scripted([slow, empty()])
    const person = client.incidents.list(everything)
    await leaves(sent, 1)
    const background = client.incidents.list({ ...everything, priority: 'background' })
    await settle()
    expect(sent.length).to.equal(1)
    reply(empty())
    await Promise.all([person, background])
    expect(sent.length).to.equal(2)
  })
})

describe('changes', () => {
  const draft = { shortDescription: 'VPN' }
  const faults = {
    'the connection is lost': lost,
    'the instance fails': failure(500, 'Transaction cancelled: maximum execution time exceeded'),
    'the gateway fails': answer('', 502),
    'the answer is a web page': answer('<html>', 201),
    'the answer is cut off': answer('{"result":{"sys_id":', 201),
    'the answer has no record': json({ result: {} }, 201),
    'the proxy cannot reach the instance': json(
      { error: { code: 'SNOW_INSTANCE_UNREACHABLE', message: 'x' } },
      502,
    ),
  }
  for (const [what, reply] of Object.entries(faults)) {
    it(`have an unknown outcome when ${what}, and are never repeated`, async () => {
      const { client, sent, clock } = scripted([reply])
      const error = await rejection(client.incidents.create(draft, 'key'))
      expect(error.code).to.equal('SNOW_OUTCOME_UNKNOWN')
      expect(error.cause).to.have.property('code')
      clock.advance(60_000)
      await settle()
      expect(sent.length).to.equal(1)
    })
  }
  it('have an unknown outcome when they are aborted or time out on their way', async () => {
    const abort = new AbortController()
    const aborted = scripted([silent])
    const first = rejection(aborted.client.incidents.create(draft, 'key', { signal: abort.signal }))
    await leaves(aborted.sent, 1)
    abort.abort()
    expect((await first).code).to.equal('SNOW_OUTCOME_UNKNOWN')
    const slow = scripted([silent])
    const second = rejection(slow.client.incidents.update(sysId, { state: '2' }))
    await leaves(slow.sent, 1)
    slow.clock.advance(35_000)
    expect((await second).code).to.equal('SNOW_OUTCOME_UNKNOWN')
  })
  it('fail as they are when nothing can have been written', async () => {
    for (const [status, code] of [
      [400, 'SNOW_REQUEST_REFUSED'],
      [401, 'SNOW_RECONNECT_NEEDED'],
      [403, 'SNOW_ACL_DENIED'],
      [429, 'SNOW_RATE_LIMITED'],
    ] as const) {
      const { client } = scripted([failure(status)])
      expect((await rejection(client.incidents.create(draft, 'key'))).code).to.equal(code)
    }
    const { client, sent } = scripted([empty()])
    expect(
      (await rejection(client.incidents.create(draft, 'key', { signal: AbortSignal.abort() }))).code,
    ).to.equal('SNOW_ABORTED')
    expect(sent.length).to.equal(0)
  })
  it('keep the words of a rule that refused them', async () => {
    const { client } = scripted([
      failure(
        403,
        'Operation Failed',
        'Data Policy Exception: The following fields are mandatory: Resolution code',
      ),
    ])
    const error = await rejection(client.incidents.update(sysId, { state: '6' }))
    expect(error.code).to.equal('SNOW_RULE_REFUSED')
    expect(error.instanceMessage).to.match(/Resolution code/)
  })
})

describe('a list', () => {
  it('is an error when the instance ignored a condition', async () => {
    const { client } = scripted([
      json({ result: [row({ active: 'true', number: 'INC1' }), row({ active: 'false', number: 'INC2' })] }),
    ])
    const error = await rejection(client.incidents.list({ ...everything, query: equals('active', 'true') }))
    expect(error.code).to.equal('SNOW_QUERY_IGNORED')
  })
  it('never leaves with a query that cannot be written', async () => {
    const { client, sent } = scripted([empty()])
    const call = async () =>
      client.incidents.list({ ...everything, query: equals('short_description', 'a^NQactive=true') })
    expect((await rejection(call())).code).to.equal('SNOW_QUERY_INVALID')
    expect(sent.length).to.equal(0)
  })
  it('does not take a short page for the end', async () => {
    const { client } = scripted([json({ result: [row({})] }, 200, { 'X-Total-Count': '90' })])
    expect(await client.incidents.list(everything)).to.include({ more: true, nextOffset: 20, total: 90 })
  })
})
