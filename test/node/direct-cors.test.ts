import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { createClient } from '../../src/client/create-client.js'
import type { Client } from '../../src/client/types.js'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { and } from '../../src/protocol/query-builders.js'
import { isSnowError, SnowError } from '../../src/shared/errors.js'

// In Node, where the README is: a browser in small keeps the rules of CORS.

const instance = 'https://acme.example'
const proxy = 'https://sn.example.com'

/** The table of "Direct mode": what an admin is told to enter. */
function rulesOfReadme(): { readonly origin: string; readonly rows: readonly Record<string, string>[] } {
  const readme = readFileSync('README.md', 'utf8')
  const section = readme.slice(readme.indexOf('### Direct mode'))
  const value = (name: string): string => {
    const [, cell = ''] = new RegExp(`^\\| ${name} +\\| (.+?) *\\|$`, 'm').exec(section) ?? []
    return cell
  }
  const codes = (name: string): string[] => [...value(name).matchAll(/`([^`]+)`/g)].map(([, code]) => code!)
  const origin = codes('Domain')[0]!
  const ids: Record<string, string> = {
    'Table API': 'now/table',
    'Attachment API': 'now/attachment',
    'Knowledge Management API': 'sn_km_api/knowledge',
  }
  const apis = Object.keys(ids).filter((name) => value('REST API').includes(name))
  return {
    origin,
    rows: apis.map((name) => ({
      name,
      rest_api: ids[name]!,
      domain: origin,
      http_methods: codes('HTTP methods').join(','),
      http_headers: codes('HTTP headers').join(','),
      exposed_headers: codes('Exposed headers').join(','),
      max_age: codes('Max age')[0]!,
    })),
  }
}

const list = (headers: Headers, name: string): string[] =>
  (headers.get(name) ?? '').split(/[\s,]+/).map((part) => part.toLowerCase())

/** What a page of `origin` gets of the instance: nothing that no rule allows, no header that none exposes. */
function pageFetch(emulator: Emulator, origin: string): typeof fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers)
    const method = init.method ?? 'GET'
    const unusual = [...headers.keys()].filter((name) => name !== 'accept')
    const preflight = await emulator.fetch(
      new Request(String(input), {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': method,
          'Access-Control-Request-Headers': unusual.join(),
        },
      }),
    )
    const allowed = list(preflight.headers, 'Access-Control-Allow-Headers')
    const isAllowed =
      preflight.headers.get('Access-Control-Allow-Origin') === origin &&
      list(preflight.headers, 'Access-Control-Allow-Methods').includes(method.toLowerCase()) &&
      unusual.every((name) => allowed.includes(name))
    // A browser throws what it throws for any lost connection; this one is not worth trying again.
    if (!isAllowed) throw new SnowError('SNOW_ORIGIN_NOT_ALLOWED', `The preflight of ${method} was refused`)
    headers.set('Origin', origin)
    const answer = await emulator.fetch(new Request(String(input), { ...init, headers }))
    const exposed = [
      'content-type',
      'content-length',
      ...list(answer.headers, 'Access-Control-Expose-Headers'),
    ]
    return new Response(await answer.arrayBuffer(), {
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => exposed.includes(name)),
    })
  }
}

async function directClient(emulator: Emulator, origin: string): Promise<Client> {
  const grant = new URLSearchParams({
    grant_type: 'password',
    username: 'beth.anglin',
    password: 'snowline',
    client_id: 'snowline-demo',
    client_secret: 'snowline-demo-secret',
  })
  const tokens = await emulator.fetch(
    new Request(`${instance}/oauth_token.do`, { method: 'POST', body: grant }),
  )
  const { access_token, expires_in } = (await tokens.json()) as { access_token: string; expires_in: number }
  const users = await emulator.fetch(
    new Request(`${instance}/api/now/table/sys_user?sysparm_query=user_name=beth.anglin`, {
      headers: { Authorization: `Bearer ${access_token}` },
    }),
  )
  const [{ sys_id: sysId }] = ((await users.json()) as { result: [{ sys_id: string }] }).result
  const summary = { id: 'prod', label: 'Acme IT', environment: 'production', url: instance }
  const user = { sysId, userName: 'beth.anglin', name: 'Beth Anglin', email: '' }
  const session = {
    connected: true,
    instance: summary,
    user,
    agent: true,
    connectedAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const fromInstance = pageFetch(emulator, origin)
  const client = createClient({
    proxy,
    instance: 'prod',
    direct: true,
    fetch: async (input, init) => {
      const url = String(input)
      if (!url.startsWith(proxy)) return fromInstance(input, init)
      return Response.json(
        url.includes('/token/') ? { access_token, token_type: 'Bearer', expires_in } : session,
      )
    },
  })
  await client.session.read()
  return client
}

/** Everything that the elements ask of an instance. */
async function everything(client: Client): Promise<void> {
  const page = await client.incidents.list({ query: and(), offset: 0, limit: 2 })
  expect(page.total, 'X-Total-Count').to.be.above(2)
  const made = await client.incidents.create({ shortDescription: 'Direct' }, crypto.randomUUID())
  await client.incidents.get(made.sysId)
  await client.incidents.update(made.sysId, { comments: 'hello' })
  expect(await client.incidents.journal(made.sysId)).to.have.length(1)
  await client.incidents.choices('category')
  const to = { tableName: 'incident', recordSysId: made.sysId, fileName: 'a.png' }
  const file = await client.attachments.upload(new Blob(['png'], { type: 'image/png' }), to)
  await client.attachments.list('incident', made.sysId)
  await client.attachments.download(file.sysId)
  const [article] = await client.knowledge.search('password')
  await client.knowledge.article(article!.sysId)
  await client.requests.mine()
}

describe('direct mode, with the CORS rules of the README', () => {
  it('lets the page do all that it does', async () => {
    const { origin, rows } = rulesOfReadme()
    const emulator = createEmulator({ origin: instance, incidents: 5 })
    expect(rows).to.have.length(3)
    for (const row of rows) emulator.asUser('admin').create('sys_cors_rule', row)
    await everything(await directClient(emulator, origin))
  })

  for (const missing of ['rest_api', 'http_methods', 'http_headers', 'exposed_headers']) {
    it(`needs what they say of ${missing}`, async () => {
      const { origin, rows } = rulesOfReadme()
      const emulator = createEmulator({ origin: instance, incidents: 5 })
      for (const row of rows) emulator.asUser('admin').create('sys_cors_rule', { ...row, [missing]: '' })
      const failed = await directClient(emulator, origin)
        .then(everything)
        .then(
          () => 'nothing',
          (error: unknown) => (isSnowError(error) ? error.code : 'an assertion'),
        )
      expect(failed).to.not.equal('nothing')
    })
  }
})
