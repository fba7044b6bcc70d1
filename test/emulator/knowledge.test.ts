import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { hostileMark } from '../../src/emulator/seed/files/hostile.js'
import { call, list, resultOf } from './call.js'

const emulator = createEmulator({ incidents: 20 })
const api = '/api/sn_km_api/knowledge/articles'

interface Found {
  meta: Record<string, unknown>
  articles: {
    id: string
    number: string
    title: string
    snippet: string
    score: number
    rank: number
    link: string
    fields: Record<string, Record<string, string>>
  }[]
}

async function search(parameters: Record<string, string>): Promise<Found> {
  const answer = await call(emulator, `${api}?${new URLSearchParams(parameters)}`, { as: 'abel.tuter' })
  return resultOf(answer) as unknown as Found
}

describe('Knowledge API', () => {
  it('finds by words, best first, in the documented envelope', async () => {
    const { meta, articles } = await search({
      query: 'vpn password',
      limit: '3',
      fields: 'short_description,sys_class_name,kb_knowledge_base,bogus',
    })
    expect(meta).to.deep.include({
      start: 0,
      end: 3,
      query: 'vpn password',
      filter: '',
      kb: '',
      language: 'en',
      status: { code: 200 },
    })
    expect(meta.count).to.be.a('number').and.to.be.greaterThan(3)
    expect(articles).to.have.length(3)
    const [best, second] = articles
    expect(best).to.deep.include({
      number: 'KB0010002',
      rank: 1,
      title: 'VPN asks again and again after a password change',
    })
    expect(best!.id).to.match(/^kb_knowledge:[0-9a-f]{32}$/)
    expect(best!.link).to.match(
      /^\?sys_kb_id=[0-9a-f]{32}&id=kb_article_view&sysparm_rank=1&sysparm_tsqueryId=/,
    )
    expect(best!.score).to.be.greaterThan(second!.score)
    expect(best!.snippet).to.contain('<B>VPN</B>').and.to.contain('<B>password</B>')
    expect(best!.fields.short_description).to.deep.equal({
      display_value: best!.title,
      name: 'short_description',
      label: 'Short description',
      type: 'string',
      value: best!.title,
    })
    expect(best!.fields.kb_knowledge_base!.display_value).to.equal('IT')
    expect(best!.fields.sys_class_name).to.include({ display_value: 'Knowledge', value: 'kb_knowledge' })
    expect(best!.fields).not.to.have.property('bogus')
  })

  it('pages, filters, and keeps drafts and retired articles to itself', async () => {
    const everything = await search({ limit: '100' })
    expect(everything.articles.length).to.be.greaterThan(24)
    const titles = everything.articles.map(({ title }) => title)
    expect(titles.some((title) => /^(Draft|Old):/.test(title))).to.equal(false)
    const second = await search({ limit: '5', offset: '5' })
    expect(second.articles.map(({ title }) => title)).to.deep.equal(titles.slice(5, 10))
    const filtered = await search({ filter: 'short_descriptionSTARTSWITHVPN' })
    expect(filtered.articles).to.have.length(1)
    expect((await search({ kb: 'other' })).articles).to.have.length(0)
    expect((await search({ language: 'de' })).articles).to.have.length(0)
    expect((await search({ language: 'de,all' })).articles.length).to.be.greaterThan(0)
  })

  it('finds nothing for words that nobody wrote, and survives any text', async () => {
    expect((await search({ query: 'zzzz' })).articles).to.have.length(0)
    for (const query of ['', '   ', '<script>', 'a^b', '((((', '\\', '😀', 'x'.repeat(4_000), 'b amp lt']) {
      expect((await search({ query })).meta.query, query.slice(0, 10)).to.equal(query)
    }
  })

  it('escapes what the snippet quotes, apart from its own marks', async () => {
    for (const { snippet } of (await search({ query: 'badge win script b', limit: '100' })).articles) {
      expect(snippet.replace(/<\/?B>/g, '')).not.to.match(/<|>/)
    }
  })

  it('gives featured and most viewed articles', async () => {
    const featured = resultOf(await call(emulator, `${api}/featured`)) as unknown as Found
    expect([featured.meta.query, featured.articles[0]!.score]).to.deep.equal(['homepage', -1])
    const viewed = resultOf(
      await call(emulator, `/api/sn_km_api/v1/knowledge/articles/most_viewed?limit=1`),
    ) as unknown as Found
    expect(viewed.articles[0]!.title).to.equal('Reset your password yourself')
  })

  it('gives an article by number and by sys_id, with its pictures', async () => {
    const byNumber = resultOf(await call(emulator, `${api}/KB0010003?fields=number`, { as: 'abel.tuter' }))
    expect(byNumber).to.include({ number: 'KB0010003', template: false, display_attachments: true })
    expect(byNumber.content).to.contain('<table>').and.to.contain('/sys_attachment.do?sys_id=')
    const [file] = byNumber.attachments as unknown as { sys_id: string; file_name: string }[]
    expect(file!.file_name).to.equal('latency-chart.png')
    expect(byNumber.fields).to.have.property('number')
    const byId = resultOf(await call(emulator, `${api}/${byNumber.sys_id}`))
    expect(byId.content).to.equal(byNumber.content)
    const path = `${api}/${byNumber.sys_id}/attachments/${file!.sys_id}`
    expect((await call(emulator, path)).headers.get('Content-Type')).to.equal('image/png')
    expect((await call(emulator, `${api}/KB0010001/attachments/${file!.sys_id}`)).status).to.equal(404)
  })

  it('hides drafts from requesters and answers 404 to what is not there', async () => {
    const [draft] = await list(emulator, 'kb_knowledge', { sysparm_query: 'workflow_state=draft' })
    expect((await call(emulator, `${api}/${draft!.sys_id}`)).status).to.equal(200)
    expect((await call(emulator, `${api}/${draft!.sys_id}`, { as: 'abel.tuter' })).status).to.equal(404)
    expect((await call(emulator, `${api}/KB9`)).status).to.equal(404)
  })

  it('is not there when switched off; the table still answers', async () => {
    emulator.switches['km-api'] = false
    const answer = await call(emulator, api)
    expect([
      answer.status,
      answer.text.includes('Requested URI does not represent any resource'),
    ]).to.deep.equal([400, true])
    emulator.switches['km-api'] = true
    const rows = await list(
      emulator,
      'kb_knowledge',
      {
        sysparm_query: 'workflow_state=published^valid_to>=javascript:gs.now()^123TEXTQUERY321=vpn password',
        sysparm_fields: 'number,kb_knowledge_base',
        sysparm_display_value: 'true',
        sysparm_exclude_reference_link: 'true',
      },
      { as: 'abel.tuter' },
    )
    expect(rows).to.deep.include({ number: 'KB0010002', kb_knowledge_base: 'IT' })
  })

  it('holds one article that attacks, under a harmless title', async () => {
    const { articles } = await search({ query: 'badge' })
    const { id, title } = articles[0]!
    expect(title).to.equal('Renew your building badge')
    const content = resultOf(await call(emulator, `${api}/${id.slice(13)}`)).content!
    for (const attack of [
      '<script>',
      'onerror=',
      'javascript:',
      '<style>',
      '<form',
      '<iframe',
      '<svg',
      hostileMark,
    ]) {
      expect(content).to.contain(attack)
    }
  })

  it('tells featured and most viewed articles apart from a search: no ranks, tags where they are viewed', async () => {
    const featured = resultOf(await call(emulator, `${api}/featured?limit=3`)) as unknown as Found
    expect(featured.meta).to.include({ start: 0, end: 3 }).and.not.to.have.property('ts_query_id')
    expect(featured.articles[0]).not.to.have.any.keys('rank', 'fields', 'tags')
    expect(featured.articles[0]!.link).to.match(/^\?id=kb_article_view&sys_kb_id=[0-9a-f]{32}$/)
    const viewed = resultOf(await call(emulator, `${api}/most_viewed?fields=number`)) as unknown as Found
    const [first] = viewed.articles as unknown as { tags: unknown; fields: object; score: number }[]
    expect(first).to.deep.include({ tags: [] })
    expect(first!.fields).to.have.property('number')
    expect(first!.score).to.be.greaterThan(0)
    expect(viewed.meta.filter).to.contain('sys_view_count>0')
  })

  it('shows public articles to people who are not signed in, and no others', async () => {
    const shown = async (as: string): Promise<string[]> => {
      const answer = await call(emulator, `${api}?limit=200`, { as })
      expect(answer.status, answer.text).to.equal(200)
      return (resultOf(answer) as unknown as Found).articles.map(({ number }) => number)
    }
    const everybody = await shown('abel.tuter')
    const rows = await list(emulator, 'kb_knowledge_base', { sysparm_limit: '1' }, { as: 'admin' })
    const base = rows[0]!.sys_id!
    const setPublic = (value: string): unknown =>
      emulator.asUser('admin').update('kb_knowledge_base', base, { public: value })
    setPublic('false')
    const before = await shown('')
    expect(before).not.to.include(everybody[0])
    expect((await call(emulator, `${api}/${everybody[0]}`, { as: '' })).status).to.equal(404)
    setPublic('true')
    const after = await shown('')
    expect(after.length).to.be.greaterThan(before.length)
    expect((await call(emulator, `${api}/${after[0]}`, { as: '' })).status).to.equal(200)
  })

  it('counts a view when asked to, without changing the version of the article', async () => {
    const row = async (): Promise<Record<string, unknown>> =>
      (await list(emulator, 'kb_knowledge', { sysparm_query: 'number=KB0010003' }, { as: 'admin' }))[0]!
    const before = await row()
    await call(emulator, `${api}/KB0010003?search_id=abc&search_rank=1`)
    expect(await row()).to.deep.equal(before)
    await call(emulator, `${api}/KB0010003?update_view=true`)
    const after = await row()
    expect(Number(after.sys_view_count)).to.equal(Number(before.sys_view_count) + 1)
    expect(after.sys_mod_count).to.equal(before.sys_mod_count)
  })

  it('gives an article by number and language, its body from the wiki where it has no text', async () => {
    const english = emulator.asUser('admin').create('kb_knowledge', {
      short_description: 'Hello',
      wiki: 'Hello from the wiki',
      workflow_state: 'published',
    })
    const german = emulator
      .asUser('admin')
      .create('kb_knowledge', { short_description: 'Hallo', language: 'de', workflow_state: 'published' })
    const answer = resultOf(await call(emulator, `${api}/${german.number}?language=de`, { as: 'admin' }))
    expect(answer).to.include({ short_description: 'Hallo', content: '', template: false })
    expect(answer.embedded_content).to.deep.equal([])
    const byId = resultOf(await call(emulator, `${api}/${english.sys_id}`, { as: 'admin' }))
    expect(byId).to.include({ short_description: 'Hello', content: 'Hello from the wiki' })
  })
})
