import { expect } from 'chai'
import { serveEmulator, type EmulatorServer } from '../../src/cli/serve-emulator.js'

/** The instance's own pages need its cookie, which only a server and a real client exchange. */
describe('pages of a served emulator', () => {
  let server: EmulatorServer
  let cookie = ''
  before(async () => {
    server = await serveEmulator({ port: 0, host: '127.0.0.1', incidents: 40 })
  })
  after(() => server.close())

  const open = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } })

  const signIn = async (person: string, goto = '/'): Promise<Response> => {
    const answer = await open('/oauth_login.do', {
      method: 'POST',
      body: new URLSearchParams({ person, goto }),
    })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    return answer
  }

  const authorize = `/oauth_auth.do?${new URLSearchParams({
    response_type: 'code',
    client_id: 'snowline-demo',
    redirect_uri: 'http://localhost:4500/callback/dev',
    state: 'abc',
  })}`

  it('leads from sign-in over consent to the code, and only once the person allowed it', async () => {
    cookie = ''
    const first = await open(authorize)
    expect(first.status).to.equal(302)
    const back = await signIn('abel.tuter', authorize)
    expect(back.headers.get('location')).to.equal(authorize)
    expect(back.headers.get('set-cookie')).to.contain('HttpOnly').and.to.contain('SameSite=Lax')
    const consent = await (await open(authorize)).text()
    expect(consent)
      .to.contain('Abel Tuter')
      .and.to.contain('Allow')
      .and.to.contain('Deny')
      .and.to.contain('localhost:4500')
    const formToken = /name="form_token" value="([^"]+)"/.exec(consent)![1]!
    const answer = async (fields: Record<string, string>): Promise<Response> =>
      open(authorize, { method: 'POST', body: new URLSearchParams(fields) })
    const allowed = await answer({ form_token: formToken, allow: 'true' })
    expect(allowed.headers.get('location')).to.match(
      /^http:\/\/localhost:4500\/callback\/dev\?code=[\w-]{86}&state=abc$/,
    )
    const denied = await answer({ form_token: formToken, deny: 'true' })
    expect(denied.headers.get('location')).to.equal(
      'http://localhost:4500/callback/dev?error=access_denied&state=abc',
    )
    expect((await answer({ form_token: 'forged', allow: 'true' })).status).to.equal(403)
    expect((await open('/oauth_auth.do', { method: 'POST', body: 'x' })).status).to.equal(400)
  })

  it('shows records and articles to whom may see them, and runs nothing of them', async () => {
    await signIn('abel.tuter')
    const home = await (await open('/')).text()
    expect(home).to.contain('Abel Tuter').and.to.contain('Sign out')
    // A landmark and the part of it that scrolls would be two of one name to a screen reader.
    expect(home).not.to.match(/role="region"[^>]*aria-labelledby/)
    const article = await (await open('/kb_view.do?sysparm_article=KB0010008')).text()
    expect(article).to.contain('Renew your building badge')
    // What the author wrote stands in one attribute of one frame that runs nothing.
    const frame = /<iframe[^>]*\ssandbox=""[^>]*\ssrcdoc="[^"<>]*">\s*<\/iframe>/
    expect(article).to.match(frame)
    expect(article.replace(frame, '')).not.to.match(/<script|onerror|<iframe|<img/)
    expect((await open('/kb_view.do?sysparm_article=KB0')).status).to.equal(404)
    await signIn('beth.anglin')
    const [row] = await rows('incident?sysparm_limit=1&sysparm_query=active=true')
    const page = await (
      await open(`/nav_to.do?uri=${encodeURIComponent(`incident.do?sys_id=${row!.sys_id}`)}`, {
        redirect: 'follow',
      })
    ).text()
    expect(page).to.contain(row!.number).and.to.contain('Assignment group')
  })

  it('keeps a column that its reader may not see out of the title too', async () => {
    const admin = server.emulator.asUser('admin')
    const { sys_id: id } = admin.create('cmdb_ci_linux_server', { name: 'vault-01' })
    const path = `/cmdb_ci_linux_server.do?sys_id=${id}`
    await signIn('beth.anglin')
    expect(await (await open(path)).text()).to.contain('vault-01')
    const rule = { type: 'record', operation: 'read', active: 'true', admin_overrides: 'true' }
    admin.create('sys_security_acl', { ...rule, name: 'cmdb_ci_linux_server.name', script: 'answer = false' })
    const page = await open(path)
    expect([page.status, (await page.text()).includes('vault-01')]).to.deep.equal([200, false])
  })

  it('shows pictures and downloads everything else', async () => {
    await signIn('beth.anglin')
    const type = async (name: string): Promise<(string | null)[]> => {
      const [file] = await rows(`sys_attachment?sysparm_query=file_name=${name}`)
      const answer = await open(`/sys_attachment.do?sys_id=${file!.sys_id}`)
      return [answer.headers.get('content-type'), answer.headers.get('content-disposition')]
    }
    expect(await type('blue-screen.png')).to.deep.equal(['image/png', 'inline'])
    expect(await type('floor-3.svg')).to.deep.equal(['application/octet-stream', 'attachment'])
  })

  it('leads nowhere else after the sign-in, however the target is written', async () => {
    for (const goto of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'https://evil.example',
      '',
    ]) {
      expect((await signIn('beth.anglin', goto)).headers.get('location'), goto).to.equal('/')
    }
    const deep = '/incident.do?sys_id=1&text=a%20b#top'
    expect((await signIn('beth.anglin', deep)).headers.get('location')).to.equal(deep)
  })

  it('shows the active fault plan in its editor, as text', async () => {
    const rule = { match: { route: '</textarea><script>' }, effect: { kind: 'html' } } as const
    server.emulator.faults.set([rule])
    const home = await (await open('/')).text()
    server.emulator.faults.clear()
    expect(home).to.contain('&lt;/textarea&gt;&lt;script&gt;').and.not.to.contain(rule.match.route)
    expect(await (await open('/')).text()).to.match(/<textarea[^>]*>\s*\[\]\s*<\/textarea>/)
  })

  it('lets no other site sign a browser in', async () => {
    const init = { method: 'POST', body: new URLSearchParams({ person: 'admin' }) }
    const from = (site: string) => open('/login.do', { ...init, headers: { 'Sec-Fetch-Site': site } })
    const refused = await from('cross-site')
    expect([refused.status, refused.headers.get('set-cookie')]).to.deep.equal([403, null])
    expect((await from('same-origin')).status).to.equal(302)
  })

  it('ends the session', async () => {
    await signIn('beth.anglin')
    await open('/logout.do')
    expect((await open('/incident.do?sys_id=1')).status).to.equal(302)
  })

  it('breaks the connection where a fault says so, and stays up', async () => {
    server.emulator.faults.add({ match: { route: '^/reset' }, effect: { kind: 'reset' } })
    const failure = await open('/reset').catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(TypeError)
    expect((await open('/')).status).to.equal(200)
  })

  async function rows(path: string): Promise<Record<string, string>[]> {
    const headers = { authorization: `Basic ${btoa('beth.anglin:snowline')}` }
    const answer = await open(`/api/now/table/${path}`, { headers })
    return ((await answer.json()) as { result: Record<string, string>[] }).result
  }
})
