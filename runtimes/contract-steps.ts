import { expect } from 'chai'
import { json, type ScriptedInstance } from '../test/support/scripted-instance.js'
import { call, host, publicUrl, signIn, type World } from './world.js'

/** What takes more than one request, in order: each step leaves the browser signed in, but the last. */
export interface Step {
  readonly name: string
  /** Where it does not hold, with the reason. */
  readonly except?: Readonly<Record<string, string>>
  readonly run: (world: World) => Promise<void>
}

const list = '/api/prod/now/table/incident'
const id = '0'.repeat(32)
const file = `/api/prod/now/attachment/${id}/file`
const upload = `/api/prod/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a.bin`
const fileBytes = 5_000_000

export const before: readonly Step[] = [
  {
    name: 'knows nobody at first',
    run: async (world) => {
      expect(await readSession(world)).to.include({ connected: false })
    },
  },
  {
    name: 'signs in, with PKCE, in the browser that began',
    run: async (world) => {
      expect(await signIn(world)).to.contain('You are signed in.')
      const line = world.browser.setCookies.find((text) => text.includes('snowline-session-prod=ey'))
      expect(line)
        .to.match(/^__Host-Http-/)
        .and.match(/; HttpOnly; Secure; SameSite=Strict/)
      expect(await readSession(world)).to.include({ connected: true })
    },
  },
  {
    name: 'takes no answer that another browser began',
    run: async ({ browser, instance }) => {
      const page = await browser.navigate(`${publicUrl}/callback/prod?code=x&state=${'s'.repeat(43)}`)
      expect(page.status).to.equal(400)
      expect(page.text).to.contain('SNOW_STATE_INVALID')
      expect(instance.tokenRequests.some((form) => form.get('code') === 'x')).to.equal(false)
    },
  },
]

export const after: readonly Step[] = [
  {
    name: 'goes on in a trace',
    run: async (world) => {
      const traceId = 'a'.repeat(32)
      await (
        await call(world, list, { headers: { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` } })
      ).text()
      const sent = world.instance.requests.at(-1)?.headers.get('traceparent')
      expect(sent).to.match(new RegExp(`^00-${traceId}-(?!b{16})[0-9a-f]{16}-01$`))
    },
  },
  {
    name: 'renews a dead token once, and sends the request again with its body',
    run: async (world) => {
      const { instance } = world
      instance.tokens.clear()
      instance.api = async (request) => json({ result: await request.json() }, 201)
      const before = instance.tokenRequests.length
      const answer = await call(world, list, {
        method: 'POST',
        body: '{"again":true}',
        headers: { 'Content-Type': 'application/json' },
      })
      expect(await answer.json()).to.deep.equal({ result: { again: true } })
      expect(instance.tokenRequests).to.have.length(before + 1)
    },
  },
  {
    name: 'downloads 5 MB as they come',
    run: async (world) => {
      const bytes = pattern(fileBytes)
      let release = (): void => undefined
      const rest = new Promise<void>((resolve) => (release = resolve))
      world.instance.api = attachment(async (write) => {
        write(bytes.subarray(0, 100_000))
        await rest
        write(bytes.subarray(100_000))
      })
      const answer = await call(world, file)
      expect(answer.headers.get('Content-Disposition')).to.equal('attachment')
      const reader = answer.body!.getReader()
      const pieces = [(await reader.read()).value ?? new Uint8Array()]
      // The rest is made only now that the beginning is here: nothing on the way waited for all of it.
      release()
      for (let part = await reader.read(); !part.done; part = await reader.read()) pieces.push(part.value)
      expect(Buffer.compare(Buffer.concat(pieces), bytes)).to.equal(0)
    },
  },
  {
    name: 'breaks a download off when the instance does',
    run: async (world) => {
      world.instance.api = attachment(async (write) => {
        write(pattern(100_000))
        await Promise.reject(new Error('reset'))
      })
      const outcome = await call(world, file)
        .then((answer) => answer.arrayBuffer())
        .catch((error: unknown) => error)
      expect(outcome).to.be.an('error')
    },
  },
  {
    name: 'lets the instance know that the browser has left',
    except: {
      workerd: 'by itself it does not notice that a client has closed its connection: the time limit ends it',
    },
    run: async (world) => {
      const leaving = new AbortController()
      const left = new Promise<void>((resolve) => {
        world.instance.api = (request) => {
          request.signal.addEventListener('abort', () => resolve())
          leaving.abort()
          return new Promise(() => undefined)
        }
      })
      const answer = await call(world, list, { signal: leaving.signal }).catch((error: Error) => error.name)
      expect(answer).to.equal('AbortError')
      await left
    },
  },
  {
    name: 'uploads 5 MB',
    run: async (world) => {
      const bytes = pattern(fileBytes)
      let received = new Uint8Array()
      world.instance.api = async (request) => {
        received = new Uint8Array(await request.arrayBuffer())
        return json({ result: { type: request.headers.get('Content-Type') } }, 201)
      }
      const answer = await call(world, upload, {
        method: 'POST',
        body: bytes,
        headers: { 'Content-Type': 'image/png' },
      })
      expect(await answer.json()).to.deep.equal({ result: { type: 'image/png' } })
      expect(Buffer.compare(received, bytes)).to.equal(0)
    },
  },
  {
    name: 'refuses a body over the limit',
    run: async (world) => {
      const before = world.instance.requests.length
      const answer = await call(world, list, {
        method: 'POST',
        body: `{"description":"${'x'.repeat(1_100_000)}"}`,
        headers: { 'Content-Type': 'application/json' },
      })
      expect(answer.status).to.equal(413)
      expect(await answer.json()).to.have.nested.property('error.code', 'SNOW_FILE_TOO_LARGE')
      expect(world.instance.requests).to.have.length(before)
    },
  },
  {
    name: 'signs out, and revokes',
    run: async (world) => {
      const { browser, instance } = world
      const before = new Map(browser.cookies)
      expect((await call(world, '/logout/prod', { method: 'POST' })).status).to.equal(204)
      expect(instance.revoked).to.have.length(1)
      expect(await readSession(world)).to.include({ connected: false })
      expect([...browser.cookies.keys()].filter((name) => before.has(name))).to.be.empty
      expect((await browser.fetchOf(host)(`${publicUrl}${list}`)).status).to.equal(403)
    },
  },
]

export async function readSession(world: World): Promise<Record<string, unknown>> {
  return (await (await call(world, '/session/prod')).json()) as Record<string, unknown>
}

function pattern(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 0xff
  return bytes
}

/** A file of the instance, written while it is read. */
function attachment(write: (push: (bytes: Uint8Array) => void) => Promise<void>): ScriptedInstance['api'] {
  return () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        write((bytes) => controller.enqueue(bytes)).then(
          () => controller.close(),
          (error: unknown) => controller.error(error),
        )
      },
    })
    return new Response(body, { headers: { 'Content-Type': 'image/png' } })
  }
}
