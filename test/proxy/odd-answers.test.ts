import { expect } from 'chai'
import { parseJson } from '../../src/protocol/json-body.js'
import { parseRows } from '../../src/protocol/parse-table.js'
import { isSnowError } from '../../src/shared/errors.js'
import { idOf } from '../support/scripted-instance.js'
import { deployCrossSite, list, type CrossSiteDeployment } from './cross-site/cross-site-deployment.js'
import { call, readSession } from './deployment.js'

const listPath = new URL(list).pathname
const minute = 60_000

/** Ways of not answering what was asked. `whole` is the answer that would have been right. */
const oddities: Readonly<Record<string, (whole: string) => Response>> = {
  'a login page': () => page('<html><body>Log in'),
  'the page of a sleeping instance': () => page('<title>Instance Hibernating page</title>'),
  'an empty page': () => page(''),
  'nothing under 200': () => new Response(null, { status: 200 }),
  'nothing under 204': () => new Response(null, { status: 204 }),
  'an empty body that is called JSON': () => text(''),
  'spaces that are called JSON': () => text(' \r\n\t'),
  'HTML that is called JSON': () => text('<html>Log in'),
  null: () => text('null'),
  'a number': () => text('7'),
  'a text': () => text('"result"'),
  'a list': () => text('[]'),
  'an object of nothing': () => text('{}'),
  'no text at all': () => new Response(new Uint8Array([0xff, 0xfe, 0x00, 0x80]), { headers: jsonType }),
  'JSON cut off after one letter': (whole) => text(whole.slice(0, 1)),
  'JSON cut off in the middle': (whole) => text(whole.slice(0, whole.length / 2)),
  'JSON cut off before its last letter': (whole) => text(whole.slice(0, -1)),
  'JSON twice': (whole) => text(`${whole},${whole.slice(1, -1)}`),
  'an error beside what was asked': (whole) => text(`${whole.slice(0, -1)},${failure}}`),
  'an error behind half of it': (whole) => text(`${whole.slice(0, whole.length / 2)}],${failure}}`),
  'an error instead of it': () => text(`{${failure}}`),
  'a redirect to a login page': () => new Response(null, { status: 302, headers: { Location: '/login.do' } }),
  'a permanent redirect': () =>
    new Response(null, { status: 308, headers: { Location: 'https://evil.example' } }),
  'more than is read': () => text(`{"result":[],"padding":"${'x'.repeat(20_000)}"}`),
  'an HTML 500': () => page('<html>Error', 500),
  'an HTML 503': () => page('<html>Service Unavailable', 503),
  'an HTML 404': () => page('<html>Not found', 404),
  'an HTML 429': () => page('<html>Busy', 429),
}

const jsonType = { 'Content-Type': 'application/json;charset=UTF-8' }
const failure =
  '"error":{"message":"Transaction cancelled: maximum execution time exceeded","detail":null},"status":"failure"'
const text = (body: string): Response => new Response(body, { headers: jsonType })
const page = (body: string, status = 200): Response =>
  new Response(body, { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' } })

const limits = { responseBytes: 10_000 }
const isToken = ({ url }: Request): boolean => url.endsWith('/oauth_token.do')
const isUser = ({ url }: Request): boolean => /current_user|\/sys_user\?/.test(url)
const isRoles = ({ url }: Request): boolean => url.includes('/sys_user_has_role?')

/** What a well-meaning instance says to each. */
const wholeToken = JSON.stringify({
  access_token: 'a',
  refresh_token: 'r',
  token_type: 'Bearer',
  expires_in: 1799,
})
const wholeUser = JSON.stringify({
  result: [{ sys_id: idOf('abel'), user_name: 'abel', name: 'A', email: '' }],
})
const wholeRoles = JSON.stringify({ result: [{ user: idOf('abel'), 'role.name': 'itil' }] })
const wholeList = JSON.stringify({ result: [{ number: 'INC0000001', sys_id: idOf('incident') }] })

function answerTo(
  { instance }: CrossSiteDeployment,
  isAsked: (request: Request) => boolean,
  answer: () => Response | Promise<Response>,
): void {
  instance.intercept = (request) => (isAsked(request) ? answer() : undefined)
}

describe('an instance that answers something else', () => {
  for (const [what, odd] of Object.entries(oddities)) {
    it(`(${what}) to a code makes no session in either form`, async () => {
      const deployment = deployCrossSite({ limits })
      const { browser, signIn, page: open, connect } = deployment
      answerTo(deployment, isToken, () => odd(wholeToken))
      const visitor = browser()
      const shown = await signIn(visitor)
      expect(shown.status).to.be.at.least(400)
      expect(shown.text).to.match(/SNOW_(?:BAD_RESPONSE|INSTANCE_\w+|RATE_LIMITED|TOKEN_REFUSED)/)
      expect(await readSession(visitor)).to.include({ connected: false })
      const outcome = await connect(await open()).catch((error: unknown) => error)
      expect(outcome).to.be.instanceOf(Error)
    })

    it(`(${what}) to a refresh ends no session`, async () => {
      const deployment = deployCrossSite({ limits })
      const { browser, signIn, page: open, connect, instance, clock } = deployment
      const visitor = browser()
      await signIn(visitor)
      const widget = await open()
      const handles = await connect(widget)
      clock.advance(30 * minute)
      answerTo(deployment, isToken, () => odd(wholeToken))
      const answer = await call(visitor, listPath)
      expect(answer.status).to.be.oneOf([429, 502, 503, 504])
      expect(answer.headers.get('Content-Type')).to.equal('application/json')
      const refusal = (await widget.refresh(handles).catch((error: unknown) => error)) as { error?: string }
      expect(refusal).to.be.instanceOf(Error)
      expect(refusal.error).not.to.equal('invalid_grant')
      instance.intercept = () => undefined
      expect((await call(visitor, listPath)).status).to.equal(200)
      expect((await widget.call(await widget.refresh(handles), list)).status).to.equal(200)
    })

    it(`(${what}) to “who signed in” makes no session`, async () => {
      const deployment = deployCrossSite({ limits })
      answerTo(deployment, isUser, () => odd(wholeUser))
      const visitor = deployment.browser()
      const shown = await deployment.signIn(visitor)
      expect(shown.text).to.match(/SNOW_(?:BAD_RESPONSE|INSTANCE_ASLEEP)/)
      expect(await readSession(visitor)).to.include({ connected: false })
    })

    it(`(${what}) to “which roles” makes nobody an agent`, async () => {
      const deployment = deployCrossSite({ limits })
      answerTo(deployment, isRoles, () => odd(wholeRoles))
      const visitor = deployment.browser()
      await deployment.signIn(visitor)
      const session = await readSession(visitor)
      expect(session.connected && session.agent).to.equal(false)
    })

    it(`(${what}) to a sign-out signs out`, async () => {
      const deployment = deployCrossSite({ limits })
      const { browser, signIn, page: open, connect } = deployment
      const visitor = browser()
      await signIn(visitor)
      const widget = await open()
      const handles = await connect(widget)
      answerTo(
        deployment,
        ({ url }) => url.endsWith('/oauth_revoke_token.do'),
        () => odd('{}'),
      )
      expect((await call(visitor, '/logout/prod', { method: 'POST' })).status).to.equal(204)
      expect(await readSession(visitor)).to.include({ connected: false })
      await widget.revoke(handles.refreshToken)
      const outcome = await widget.call(handles, list).catch((error: unknown) => error)
      expect(outcome).to.be.instanceOf(Error)
    })

    it(`(${what}) to a list is an error with a code, here or in the widget’s parser`, async () => {
      const deployment = deployCrossSite({ limits })
      const visitor = deployment.browser()
      await deployment.signIn(visitor)
      deployment.instance.api = () => odd(wholeList)
      const answer = await call(visitor, listPath)
      const body = await answer.text()
      if (!answer.ok) {
        expect(JSON.parse(body))
          .to.have.nested.property('error.code')
          .that.matches(/^SNOW_/)
        expect(answer.headers.get('Content-Type')).to.equal('application/json')
        return
      }
      let code: string | undefined
      try {
        parseRows(parseJson({ status: answer.status, headers: answer.headers, text: body }))
      } catch (error) {
        code = isSnowError(error) ? error.code : undefined
      }
      expect(code).to.be.oneOf(['SNOW_BAD_RESPONSE', 'SNOW_TRANSACTION_CANCELLED'])
    })

    it(`(${what}) to a download is no file, unless it says that it is one`, async () => {
      const deployment = deployCrossSite({ limits })
      const visitor = deployment.browser()
      await deployment.signIn(visitor)
      deployment.instance.api = () => odd(wholeList)
      const answer = await call(visitor, `/api/prod/now/attachment/${'0'.repeat(32)}/file`)
      const type = answer.headers.get('Content-Type')
      expect(type).to.be.oneOf(['application/json', 'application/octet-stream', null])
      if (type === 'application/json') expect(await answer.json()).to.have.nested.property('error.code')
      else expect(answer.headers.get('Content-Disposition') ?? 'attachment').to.equal('attachment')
    })
  }

  it('under status 200, cut off at any byte, is never a list', async () => {
    const deployment = deployCrossSite()
    const visitor = deployment.browser()
    await deployment.signIn(visitor)
    for (let at = 0; at < wholeList.length; at += 1) {
      deployment.instance.api = () => text(wholeList.slice(0, at))
      const answer = await call(visitor, listPath)
      const body = await answer.text()
      // What ends in the brace of a record is left to the parser, which reads it anyway.
      if (answer.ok) expect(() => JSON.parse(body) as unknown).to.throw()
      else expect(JSON.parse(body)).to.have.nested.property('error.code', 'SNOW_BAD_RESPONSE')
      expect(answer.ok, `${at} bytes`).to.equal(at > 0 && wholeList[at - 1] === '}')
    }
  })

  it('with an error behind its rows says that the instance gave up', async () => {
    const deployment = deployCrossSite()
    const visitor = deployment.browser()
    await deployment.signIn(visitor)
    for (const body of [
      `${wholeList.slice(0, -1)},${failure}}`,
      `${wholeList.slice(0, -9)}],${failure}}\n`,
      `{"result":[${'{"a":"b"},'.repeat(400)}${failure}}`,
    ]) {
      deployment.instance.api = () => text(body)
      const answer = await call(visitor, listPath)
      expect(answer.status).to.equal(502)
      expect(await answer.json()).to.have.nested.property('error.code', 'SNOW_TRANSACTION_CANCELLED')
    }
    // A record may have such a column: it does not end the answer.
    for (const body of [
      '{"result":{"status":"failure"}}',
      '{"result":[{"status":"failure"}]}',
      `\ufeff${wholeList} \n`,
    ]) {
      deployment.instance.api = () => text(body)
      expect((await call(visitor, listPath)).status, body).to.equal(200)
    }
  })

  it('with a byte order mark before its tokens is understood', async () => {
    const deployment = deployCrossSite()
    const { browser, signIn, instance } = deployment
    instance.tokens.set('a', 'abel')
    answerTo(deployment, isToken, () => text(`\ufeff${wholeToken}`))
    const visitor = browser()
    await signIn(visitor)
    expect(await readSession(visitor)).to.include({ connected: true })
  })
})

describe('an instance that does not answer', () => {
  /** Answers that never come, and what resolves when one is waited for. */
  interface Silence {
    readonly answer: () => Response | Promise<Response>
    readonly reached: Promise<void>
  }

  function silent(part: 'headers' | 'body'): Silence {
    let reach: () => void
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const wait = (): Promise<never> => {
      reach()
      return new Promise(() => undefined)
    }
    const endless = (): Response =>
      new Response(new ReadableStream({ pull: wait }, { highWaterMark: 0 }), { headers: jsonType })
    return { answer: part === 'headers' ? wait : endless, reached }
  }

  /** Moves the clock once the instance is waited for. */
  async function outlast<T>(
    { clock }: CrossSiteDeployment,
    { reached }: Silence,
    work: Promise<T>,
  ): Promise<T> {
    work.catch(() => undefined)
    await reached
    clock.advance(30_000)
    return work
  }

  for (const part of ['headers', 'body'] as const) {
    const what = `with ${part === 'body' ? 'a body' : part}`

    it(`${what} to a code is given up, in both forms`, async () => {
      const deployment = deployCrossSite()
      const first = silent(part)
      answerTo(deployment, isToken, first.answer)
      const visitor = deployment.browser()
      const shown = await outlast(deployment, first, deployment.signIn(visitor))
      expect(shown.status).to.equal(504)
      expect(shown.text).to.contain('SNOW_TIMEOUT')
      const second = silent(part)
      answerTo(deployment, isToken, second.answer)
      const connecting = deployment.connect(await deployment.page()).catch((error: unknown) => error)
      const outcome = await outlast(deployment, second, connecting)
      expect(outcome).to.be.instanceOf(Error)
    })

    it(`${what} to a refresh is given up, and ends no session`, async () => {
      const deployment = deployCrossSite()
      const { browser, signIn, clock, instance } = deployment
      const visitor = browser()
      await signIn(visitor)
      clock.advance(30 * minute)
      const silence = silent(part)
      answerTo(deployment, isToken, silence.answer)
      const answer = await outlast(deployment, silence, call(visitor, listPath))
      expect(await answer.json()).to.have.nested.property('error.code', 'SNOW_TIMEOUT')
      instance.intercept = () => undefined
      expect((await call(visitor, listPath)).status).to.equal(200)
    })

    for (const [asked, isAsked] of [
      ['user', isUser],
      ['roles', isRoles],
    ] as const) {
      it(`${what} about ${asked} is given up`, async () => {
        const deployment = deployCrossSite()
        const silence = silent(part)
        answerTo(deployment, isAsked, silence.answer)
        const visitor = deployment.browser()
        const shown = await outlast(deployment, silence, deployment.signIn(visitor))
        expect(shown.text).to.contain('SNOW_TIMEOUT')
        expect(await readSession(visitor)).to.include({ connected: false })
      })
    }

    it(`${what} to a sign-out keeps nobody signed in`, async () => {
      const deployment = deployCrossSite()
      const { browser, signIn, page: open, connect } = deployment
      const visitor = browser()
      await signIn(visitor)
      const widget = await open()
      const handles = await connect(widget)
      const isRevocation = ({ url }: Request): boolean => url.endsWith('/oauth_revoke_token.do')
      if (part === 'headers') {
        const first = silent(part)
        answerTo(deployment, isRevocation, first.answer)
        const answer = await outlast(deployment, first, call(visitor, '/logout/prod', { method: 'POST' }))
        expect(answer.status).to.equal(204)
        const second = silent(part)
        answerTo(deployment, isRevocation, second.answer)
        await outlast(deployment, second, widget.revoke(handles.refreshToken))
      } else {
        // Its body is not waited for: nothing in it matters.
        answerTo(deployment, isRevocation, silent(part).answer)
        expect((await call(visitor, '/logout/prod', { method: 'POST' })).status).to.equal(204)
        await widget.revoke(handles.refreshToken)
      }
      expect(await readSession(visitor)).to.include({ connected: false })
      const outcome = await widget.call(handles, list).catch((error: unknown) => error)
      expect(outcome).to.be.instanceOf(Error)
    })

    it(`${what} to a list is given up, in both forms`, async () => {
      const deployment = deployCrossSite()
      const { browser, signIn, page: open, connect, instance } = deployment
      const visitor = browser()
      await signIn(visitor)
      const widget = await open()
      const handles = await connect(widget)
      for (const ask of [() => call(visitor, listPath), () => widget.call(handles, list)]) {
        const silence = silent(part)
        instance.api = silence.answer
        const answer = await outlast(deployment, silence, ask())
        expect(await answer.json()).to.have.nested.property('error.code', 'SNOW_TIMEOUT')
      }
    })
  }
})
