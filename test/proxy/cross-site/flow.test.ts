import { expect } from 'chai'
import type { Session } from '../../../src/protocol/proxy-contract.js'
import { withCookies } from '../../support/cookie-jar.js'
import type { Handles, OAuthPage } from '../../support/cross-site-browser.js'
import { idOf, json } from '../../support/scripted-instance.js'
import { proxyOrigin } from '../deployment.js'
import { bridge, deployCrossSite, issuer, list } from './cross-site-deployment.js'
import { showHandle } from './show-handle.js'

const hour = 3_600_000
const minute = 60_000

const readSession = async (page: OAuthPage, handles: Handles): Promise<Session> =>
  (await (await page.call(handles, `${proxyOrigin}/session/prod`)).json()) as Session

describe('a page on another site', () => {
  for (const mode of ['query', 'fragment'] as const) {
    it(`signs in as any OAuth client does, with the answer in the ${mode}`, async () => {
      const { page: open, land, instance } = deployCrossSite()
      const page = await open()
      const attempt = await page.authorize({ response_mode: mode })
      const landed = await land(attempt.url)
      expect(landed.startsWith(`${bridge}${mode === 'query' ? '?' : '#'}code=`)).to.equal(true)
      expect(instance.tokenRequests, 'nothing is redeemed before the key is proven').to.be.empty
      const handles = await page.redeem(attempt, landed)
      expect(handles.expiresIn).to.equal(1500)
      expect(await readSession(page, handles)).to.deep.include({
        connected: true,
        user: { sysId: idOf('abel'), userName: 'abel', name: 'ABEL', email: 'abel@example.com' },
        connectedAt: '2026-11-20T00:00:00.000Z',
        expiresAt: '2026-11-20T12:00:00.000Z',
      })
      expect(await (await page.call(handles, list)).json()).to.deep.equal({ result: [{ of: 'abel' }] })
    })
  }

  it('works under a mount path, whose metadata is above it as RFC 8414 has it', async () => {
    const publicUrl = 'https://gate.example.com/servicenow'
    const { page: open, connect } = deployCrossSite({ publicUrl })
    const page = await open()
    expect(page.server.token_endpoint).to.equal(`${publicUrl}/token/prod`)
    const handles = await connect(page)
    const answer = await page.call(handles, `${publicUrl}/api/prod/now/table/incident`)
    expect(await answer.json()).to.deep.equal({ result: [{ of: 'abel' }] })
    await page.revoke((await page.refresh(handles)).refreshToken)
  })

  it('reads, writes, uploads and downloads', async () => {
    const { page: open, connect, instance } = deployCrossSite()
    const page = await open()
    const handles = await connect(page)
    const bodies: string[] = []
    instance.api = async (request) => {
      bodies.push(`${request.method} ${await request.text()}`)
      return json({ result: {} }, 201, { 'X-Total-Count': '3' })
    }
    const typed = (type: string): Record<string, string> => ({ 'Content-Type': type })
    const id = '0'.repeat(32)
    const upload = `${proxyOrigin}/api/prod/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a.txt`
    const answers = [
      await page.call(handles, `${list}?sysparm_limit=1`),
      await page.call(handles, list, {
        method: 'POST',
        body: '{"a":"1"}',
        headers: typed('application/json'),
      }),
      await page.call(handles, `${list}/${id}`, {
        method: 'PATCH',
        body: '{"b":"2"}',
        headers: typed('application/json'),
      }),
      await page.call(handles, upload, { method: 'POST', body: 'grounds', headers: typed('text/plain') }),
    ]
    expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201, 201])
    expect(answers[0]?.headers.get('X-Total-Count'), 'exposed').to.equal('3')
    expect(bodies).to.deep.equal(['GET ', 'POST {"a":"1"}', 'PATCH {"b":"2"}', 'POST grounds'])
    instance.api = () => new Response('beans', { headers: { 'Content-Type': 'text/plain' } })
    const file = await page.call(handles, `${proxyOrigin}/api/prod/now/attachment/${id}/file`)
    expect(await file.text()).to.equal('beans')
    expect(file.headers.get('Content-Disposition')).to.equal('attachment')
  })

  it('leaves no cookie but that of the sign-in on its way, and is given none', async () => {
    const { page: open, connect, browser } = deployCrossSite()
    const own = browser()
    const page = await open({ browser: own })
    const handles = await connect(page)
    await page.call(handles, list)
    await page.refresh(handles)
    await page.revoke(handles.refreshToken)
    expect(own.cookies.size).to.equal(0)
    expect(own.setCookies.map((line) => line.split('=')[0]?.slice(0, 23))).to.deep.equal([
      '__Host-Http-snowline-tx',
      '__Host-Http-snowline-tx',
    ])
  })

  it('renews its handle, within eight hours of the last time', async () => {
    const { page: open, connect, clock } = deployCrossSite()
    const page = await open()
    let handles = await connect(page)
    clock.advance(7 * hour)
    handles = await page.refresh(handles)
    expect(await (await page.call(handles, list)).json()).to.deep.equal({ result: [{ of: 'abel' }] })
    clock.advance(4 * hour)
    handles = await page.refresh(handles)
    expect(await readSession(page, handles)).to.include({ connected: true })
  })

  it('is told when to renew: the handle is older than it lives, or the instance refuses it', async () => {
    const { page: open, connect, clock, instance } = deployCrossSite()
    const page = await open()
    const handles = await connect(page)
    clock.advance(27 * minute)
    expect(await refusalOf(page.call(handles, list))).to.equal('invalid_token')
    const renewed = await page.refresh(handles)
    instance.tokens.clear()
    expect(await refusalOf(page.call(renewed, list))).to.equal('invalid_token')
    const again = await page.refresh(renewed, { refused: renewed.accessToken })
    expect((await page.call(again, list)).status).to.equal(200)
  })

  it('is not asked for a nonce again while it keeps calling', async () => {
    const { page: open, connect, clock, proxy } = deployCrossSite()
    const refused: number[] = []
    const watched = withCookies({
      [proxyOrigin]: async (request) => {
        const answer = await proxy(request)
        if (answer.status >= 400) refused.push(answer.status)
        return answer
      },
    })
    const page = await open({ browser: watched })
    const handles = await connect(page)
    expect(refused, 'the first proof of all').to.deep.equal([400])
    for (let call = 0; call < 20; call += 1) {
      clock.advance(55_000)
      await page.call(handles, list)
    }
    expect(refused).to.deep.equal([400])
  })

  it('ends after twelve hours, though it is used every minute', async function () {
    const { page: open, connect, clock } = deployCrossSite()
    const page = await open()
    let handles = await connect(page)
    let uses = 0
    let renewedAt = clock.now()
    const end = clock.now() + 12 * hour
    while (clock.now() < end - minute) {
      clock.advance(minute)
      if (clock.now() - renewedAt > 20 * minute) {
        handles = await page.refresh(handles)
        renewedAt = clock.now()
      }
      expect((await page.call(handles, list)).status, `minute ${uses}`).to.equal(200)
      uses += 1
    }
    clock.advance(minute)
    expect(uses).to.equal(719)
    expect(await readSession(page, handles)).to.include({ connected: false, reason: 'expired' })
    expect(await refusalOf(page.call(handles, list))).to.equal('invalid_token')
    expect(await errorOf(page.refresh(handles))).to.equal('invalid_grant')
  }).timeout(60_000)

  it('ends after eight idle hours', async () => {
    const { page: open, connect, clock } = deployCrossSite()
    const page = await open()
    const handles = await connect(page)
    clock.advance(8 * hour + 2 * minute)
    expect(await errorOf(page.refresh(handles))).to.equal('invalid_grant')
  })

  it('signs out: on the instance, and every copy of what it held', async () => {
    const { page: open, connect, instance } = deployCrossSite()
    const page = await open()
    const first = await connect(page)
    const second = await page.refresh(first)
    await page.revoke(second.refreshToken)
    expect(instance.revoked).to.deep.equal(['canary-refresh-abel-2'])
    for (const handles of [first, second]) {
      expect(await readSession(page, handles)).to.include({ connected: false })
      expect(await refusalOf(page.call(handles, list))).to.equal('invalid_token')
      expect(await errorOf(page.refresh(handles))).to.equal('invalid_grant')
    }
    await page.revoke(second.refreshToken)
    expect(instance.revoked, 'again is no error').to.have.length(1)
  })

  it('signs out with the handle alone, as far as the proxy reaches', async () => {
    const { page: open, connect } = deployCrossSite()
    const page = await open()
    const handles = await connect(page)
    await page.revoke(handles.accessToken)
    expect(await refusalOf(page.call(handles, list))).to.equal('invalid_token')
    expect(await errorOf(page.refresh(handles))).to.equal('invalid_grant')
  })

  it('signs out after it was idle for too long: the instance still has the refresh token', async () => {
    const { page: open, connect, clock, instance } = deployCrossSite()
    const page = await open()
    const handles = await connect(page)
    clock.advance(9 * hour)
    await page.revoke(handles.refreshToken)
    expect(instance.revoked).to.deep.equal(['canary-refresh-abel-2'])
  })

  it('hears at its bridge that the person pressed Deny, or took too long', async () => {
    const { page: open, browser, clock, instance } = deployCrossSite()
    const page = await open()
    const own = browser()
    const denied = await page.authorize()
    const consent = new URL((await own.navigate(denied.url)).url)
    const back = `${proxyOrigin}/callback/prod?error=access_denied&state=${consent.searchParams.get('state')}`
    expect(answerIn((await own.navigate(back)).url)).to.deep.equal({
      error: 'access_denied',
      error_description: 'SNOW_SIGN_IN_DENIED',
      state: denied.state,
      iss: issuer,
    })
    const slow = await page.authorize({ response_mode: 'fragment' })
    const agreed = instance.agree((await own.navigate(slow.url)).url, 'abel')
    clock.advance(22 * minute)
    expect(answerIn((await own.navigate(agreed)).url)).to.deep.equal({
      error: 'temporarily_unavailable',
      error_description: 'SNOW_STATE_EXPIRED',
      state: slow.state,
      iss: issuer,
    })
    expect(instance.tokenRequests).to.be.empty
  })

  it('has what failed told to the log, by its code, at the token endpoint as on the way to the bridge', async () => {
    const told: unknown[] = []
    const {
      page: open,
      land,
      browser,
      instance,
    } = deployCrossSite({
      onRequest: ({ route, status, code }) => told.push([route, status, code]),
    })
    const page = await open()
    const own = browser()
    const denied = new URL((await own.navigate((await page.authorize()).url)).url)
    await own.navigate(
      `${proxyOrigin}/callback/prod?error=access_denied&state=${denied.searchParams.get('state')}`,
    )
    const attempt = await page.authorize()
    const landed = await land(attempt.url)
    instance.intercept = () => new Response(null, { status: 500 })
    await page.redeem(attempt, landed).catch(() => undefined)
    expect(told).to.deep.include(['/callback/:instance', 303, 'SNOW_SIGN_IN_DENIED'])
    expect(told).to.deep.include(['/token/:instance', 502, 'SNOW_INSTANCE_FAILED'])
  })

  it('lives on when seal keys change, and ends when its key is gone', async () => {
    const [old, fresh] = ['A'.repeat(43), 'B'.repeat(43)]
    const first = deployCrossSite({ sealKeys: [old] })
    const page = await first.page()
    const handles = await first.connect(page)
    for (const [sealKeys, connected] of [
      [[fresh, old], true],
      [[fresh], false],
    ] as const) {
      const { clock, instance } = first
      const { proxy } = deployCrossSite({ sealKeys: [...sealKeys], fetch: instance.fetch, clock })
      const answer = await showHandle(proxy, { key: page.key, clock, handle: handles.accessToken })
      expect(answer.json).to.include({ connected })
    }
  })
})

function answerIn(url: string): Record<string, string> {
  const { search, hash } = new URL(url)
  return Object.fromEntries(new URLSearchParams(hash === '' ? search : hash.slice(1)))
}

/** The OAuth error of a refused call to the API. */
async function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown as { readonly cause: readonly Challenge[] },
  )
  return error?.cause.find(({ scheme }) => scheme === 'dpop')?.parameters.error
}

interface Challenge {
  readonly scheme: string
  readonly parameters: { readonly error?: string }
}

/** The OAuth error of a refused request to the token endpoint. */
async function errorOf(request: Promise<unknown>): Promise<string | undefined> {
  return request.then(
    () => undefined,
    (thrown: unknown) => (thrown as { readonly error?: string }).error,
  )
}
