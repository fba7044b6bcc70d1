import { expect } from 'chai'
import { failure, json, rejection, row, scripted, session, sysId } from './scripted-fetch.js'

const absent = failure(400, 'Requested URI does not represent any resource')
const found = json({
  result: {
    articles: [{ id: `kb_knowledge:${sysId}`, title: 'VPN', number: 'KB1', snippet: 'the <B>vpn</B>' }],
  },
})
const published = {
  workflow_state: 'published',
  number: 'KB0000001',
  short_description: 'VPN',
  text: '<p>the vpn</p>',
}

describe('knowledge', () => {
  it('is searched through the Knowledge API', async () => {
    const { client, sent } = scripted([found])
    const [article] = await client.knowledge.search(' vpn^x ', { limit: 5 })
    expect(article).to.deep.include({ sysId, snippet: 'the vpn', matches: [[4, 7]] })
    expect(sent[0]!.url.pathname.endsWith('/api/prod/sn_km_api/knowledge/articles')).to.equal(true)
    expect(sent[0]!.url.searchParams.get('query')).to.equal('vpn x')
    expect(sent[0]!.url.searchParams.get('limit')).to.equal('5')
  })
  it('is searched in its table where the API is absent, which is asked once', async () => {
    const { client, sent } = scripted([absent, json({ result: [row(published)] }), json({ result: [] })])
    expect((await client.knowledge.search('vpn'))[0]).to.deep.include({
      sysId,
      snippet: 'the vpn',
      matches: [[4, 7]],
    })
    await client.knowledge.search('')
    expect(
      sent.map(({ url }) => url.searchParams.get('sysparm_query')?.replace('^ORDERBYsys_id', '')),
    ).to.deep.equal([undefined, 'workflow_state=published^123TEXTQUERY321=vpn', 'workflow_state=published'])
  })
  it('does not fall back for other failures', async () => {
    const { client, sent } = scripted([failure(403, 'User Not Authorized')])
    expect((await rejection(client.knowledge.search('vpn'))).code).to.equal('SNOW_ACL_DENIED')
    expect(sent.length).to.equal(1)
  })
  it('gives an article with its address in ServiceNow', async () => {
    const article = json({
      result: { sys_id: sysId, number: 'KB1', short_description: 'VPN', content: '<p>x</p>' },
    })
    const { client, sent } = scripted([json(session()), article])
    await client.session.read()
    expect(await client.knowledge.article(' kb0000001')).to.include({
      html: '<p>x</p>',
      url: `https://acme.example/kb_view.do?sys_kb_id=${sysId}`,
    })
    expect(sent[1]!.url.pathname.endsWith('/articles/KB0000001')).to.equal(true)
  })
  it('looks in the table for a number that the API does not take, and nowhere for none', async () => {
    const { client, sent } = scripted([json({ result: [] })])
    for (const id of ['know0001', 'KB1/../x']) {
      expect((await rejection(client.knowledge.article(id))).code).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    }
    expect(sent.map(({ url }) => url.pathname.split('/').at(-1))).to.deep.equal([
      'kb_knowledge',
      'kb_knowledge',
    ])
    expect((await rejection(client.knowledge.article('  '))).code).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    expect(sent).to.have.length(2)
  })
  it('gives articles of the table, with their files, only when they are published', async () => {
    const file = {
      sys_id: sysId,
      table_name: 'kb_knowledge',
      table_sys_id: sysId,
      file_name: 'a.pdf',
      size_bytes: '3',
    }
    const { client } = scripted([
      absent,
      json({ result: [row(published)] }),
      json({ result: [file] }),
      json({ result: row({ ...published, workflow_state: 'draft' }) }),
    ])
    const article = await client.knowledge.article('KB0000001')
    expect(article.html).to.equal('<p>the vpn</p>')
    expect(article.attachments[0]).to.include({ fileName: 'a.pdf' })
    expect((await rejection(client.knowledge.article(sysId))).code).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
  })
})
