import { expect } from 'chai'
import {
  byToken,
  codeOf,
  deployService,
  rowsAt,
  type Account,
  type ServiceDeployment,
} from './service-deployment.js'

type Wire = Readonly<Record<string, string>>

const software = '8a4dde73c6112278017a6a4baf547aa7'
const api = '/api/prod/now'

interface Scoped {
  readonly service: ServiceDeployment
  readonly inside: Wire
  readonly outside: Wire
}

/** One record inside and one outside, each with a file and a comment. */
async function scoped(
  account: Partial<Account> = { filters: { incident: `assignment_group=${software}` } },
): Promise<Scoped> {
  const service = await deployService({
    account: { ...byToken, ...account } as Account,
    emulator: { switches: { 'journal-table': 'readable' } },
  })
  const { emulator } = service
  const [inside] = await rowsAt(emulator, 'incident', `assignment_group=${software}`)
  const [outside] = await rowsAt(emulator, 'incident', `assignment_group!=${software}`)
  for (const { sys_id: recordSysId = '' } of [inside!, outside!]) {
    const bytes = new TextEncoder().encode(`file of ${recordSysId}`)
    const file = {
      tableName: 'incident',
      recordSysId,
      fileName: 'canary.txt',
      contentType: 'text/plain',
      bytes,
    }
    emulator.asUser('admin').attach(file)
    emulator.asUser('admin').update('incident', recordSysId, { comments: `canary of ${recordSysId}` })
  }
  emulator.log.clear()
  return { service, inside: inside!, outside: outside! }
}

async function filesOf({ service }: Scoped, record: Wire): Promise<readonly Wire[]> {
  return rowsAt(service.emulator, 'sys_attachment', `table_sys_id=${record.sys_id}`)
}

async function results(answer: Response, what = ''): Promise<readonly Wire[]> {
  expect(answer.status, what).to.equal(200)
  return ((await answer.json()) as { result: Wire[] }).result
}

const attachments = (service: ServiceDeployment, text: string, more = ''): Promise<Response> =>
  service.call(`${api}/attachment?sysparm_query=${encodeURIComponent(text)}${more}`)

const journal = (service: ServiceDeployment, text: string): Promise<Response> =>
  service.call(
    `${api}/table/sys_journal_field?sysparm_query=${encodeURIComponent(text)}&sysparm_fields=value,element_id`,
  )

describe('the scope of a service account: files', () => {
  it('are those of records inside', async () => {
    const world = await scoped()
    const { service, inside, outside } = world
    const own = await filesOf(world, inside)
    const both = `table_name=incident^table_sys_idIN${inside.sys_id},${outside.sys_id}`
    for (const [text, count] of [
      [both, own.length],
      [`${both}^file_name=canary.txt^ORDERBYfile_name`, 1],
      [`file_name=canary.txt^${both}`, 1],
      [`${both}^file_name=canary.txt^ORfile_name=x`, 1],
      [`table_name=incident^table_sys_id=${outside.sys_id}`, 0],
      [`table_name=incident^table_sys_id=${'f'.repeat(32)}`, 0],
    ] as const) {
      const answer = await attachments(service, text)
      const rows = await results(answer, text)
      expect(rows, text).to.have.length(count)
      for (const row of rows) expect(row.table_sys_id, text).to.equal(inside.sys_id)
      expect(answer.headers.get('X-Total-Count'), text).to.equal(String(count))
    }
  })

  it('are listed for a hundred records at once, under the longest filter', async () => {
    const groups = Array.from({ length: 54 }, (_, at) => String(at).padStart(32, '0'))
    const filter = `assignment_groupIN${[software, ...groups].join(',')}`
    const { service, inside, outside } = await scoped({ filters: { incident: filter } })
    const absent = Array.from({ length: 98 }, (_, at) => String(at).padStart(32, 'f'))
    const all = [...absent, inside.sys_id, outside.sys_id].join(',')
    const rows = await results(await attachments(service, `table_name=incident^table_sys_idIN${all}`))
    expect(new Set(rows.map(({ table_sys_id }) => table_sys_id))).to.deep.equal(new Set([inside.sys_id]))
  })

  it('are never listed without the records that they belong to', async () => {
    const { service, inside, outside } = await scoped()
    for (const text of [
      '',
      'file_name=canary.txt',
      'table_name=incident',
      `table_sys_id=${inside.sys_id}`,
      `table_name=incident^table_sys_idSTARTSWITH${outside.sys_id!.slice(0, 4)}`,
      `table_name=incident^table_sys_id!=${inside.sys_id}`,
      `table_name=incident^table_sys_idNOT IN${inside.sys_id}`,
      `table_name=incident^table_sys_id=${inside.sys_id}^ORtable_sys_id=${outside.sys_id}`,
      `table_name=incident^table_sys_id=${inside.sys_id}^ORfile_name=canary.txt`,
      `table_name=incident^table_sys_id=${inside.sys_id}^NQfile_name=canary.txt`,
      `table_nameINincident,problem^table_sys_id=${inside.sys_id}`,
      `table_name=incident^ORtable_name=problem^table_sys_id=${inside.sys_id}`,
      `table_name=problem^table_sys_id=${inside.sys_id}`,
      `table_name=sys_user^table_sys_id=${inside.sys_id}`,
      `table_name=incident^table_sys_id=${inside.sys_id}^table_sys_id=${outside.sys_id}`,
      `table_name=incident^table_sys_idIN${Array.from({ length: 101 }, () => inside.sys_id).join(',')}`,
    ]) {
      const answer = await attachments(service, text)
      expect(answer.status, text).to.be.oneOf([400, 403])
      expect(await answer.text(), text).not.to.contain('canary.txt')
    }
    expect(await codeOf(await service.call(`${api}/table/sys_attachment`))).to.equal('SNOW_ACL_DENIED')
  })

  it('are read and downloaded inside, and are not there outside', async () => {
    const world = await scoped()
    const { service, inside, outside } = world
    const [own] = await filesOf(world, inside)
    const [foreign] = await filesOf(world, outside)
    const meta = (await (await service.call(`${api}/attachment/${own!.sys_id}`)).json()) as { result: Wire }
    expect(meta.result.file_name).to.equal(own!.file_name)
    const bytes = await service.call(`${api}/attachment/${own!.sys_id}/file`)
    expect(bytes.headers.get('Content-Type')).to.equal('application/octet-stream')
    expect((await bytes.arrayBuffer()).byteLength).to.equal(Number(own!.size_bytes))
    for (const end of ['', '/file']) {
      const hidden = await service.call(`${api}/attachment/${foreign!.sys_id}${end}`)
      expect(hidden.status).to.equal(404)
      expect(await hidden.text()).not.to.contain('canary')
      expect((await service.call(`${api}/attachment/${'f'.repeat(32)}${end}`)).status).to.equal(404)
    }
    expect(service.emulator.log.requestsTo(`/attachment/${foreign!.sys_id}/file`)).to.be.empty
  })

  it('are put to records inside alone', async () => {
    const { service, inside, outside } = await scoped()
    const put = (id = ''): Promise<Response> =>
      service.call(`${api}/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a.txt`, {
        method: 'POST',
        body: 'text',
        headers: { 'Content-Type': 'text/plain' },
      })
    expect((await put(inside.sys_id)).status).to.equal(201)
    for (const id of [outside.sys_id, 'f'.repeat(32)]) expect((await put(id)).status).to.equal(404)
    expect(service.emulator.log.writes).to.have.length(1)
  })

  it('of a file of another record than was asked for nothing is shown', async () => {
    const world = await scoped()
    const { service, inside, outside } = world
    const [foreign] = await filesOf(world, outside)
    service.intercept = ({ url }) =>
      url.includes('/attachment') ? Response.json({ result: [foreign] }) : undefined
    const answer = await attachments(service, `table_name=incident^table_sys_id=${inside.sys_id}`)
    expect(await codeOf(answer)).to.equal('SNOW_QUERY_IGNORED')
  })
})

describe('the scope of a service account: journals', () => {
  for (const [name, account] of [
    ['filtered', { filters: { incident: `assignment_group=${software}` } }],
    ['open', { openTables: ['incident'] }],
  ] as const) {
    it(`are those of records of a ${name} table, one at a time`, async () => {
      const { service, inside, outside } = await scoped(account as Partial<Account>)
      const rows = await results(
        await journal(service, `element_id=${inside.sys_id}^elementINcomments,work_notes`),
      )
      expect(rows.map(({ value }) => value)).to.include(`canary of ${inside.sys_id}`)
      const others = await results(await journal(service, `element_id=${outside.sys_id}`))
      expect(others.length > 0).to.equal(name === 'open')
      // A record of a table that is closed, whatever the account may read itself.
      const [change] = await rowsAt(service.emulator, 'change_request', '')
      service.emulator.asUser('admin').update('change_request', change!.sys_id!, { work_notes: 'canary' })
      expect(await results(await journal(service, `element_id=${change!.sys_id}`))).to.be.empty
    })
  }

  it('are never searched', async () => {
    const { service, inside, outside } = await scoped()
    for (const text of [
      '',
      'valueLIKEcanary',
      'name=incident',
      `element_id=${inside.sys_id}^NQvalueLIKEcanary`,
      `element_id=${inside.sys_id}^ORvalueLIKEcanary`,
      `element_id=${inside.sys_id}^ORelement_id=${outside.sys_id}`,
      `element_idIN${inside.sys_id},${outside.sys_id}`,
      `element_id!=${inside.sys_id}`,
      `element_idSTARTSWITH${outside.sys_id}`,
      `element_id=${inside.sys_id}^element_id=${outside.sys_id}`,
    ]) {
      const answer = await journal(service, text)
      expect(answer.status, text).to.be.oneOf([400, 403])
    }
    const [entry] = await rowsAt(service.emulator, 'sys_journal_field', `element_id=${outside.sys_id}`)
    const byId = await service.call(`${api}/table/sys_journal_field/${entry!.sys_id}`)
    expect(await codeOf(byId)).to.equal('SNOW_ACL_DENIED')
  })
})

describe('the scope of a service account: knowledge', () => {
  const articles = '/api/prod/sn_km_api/knowledge/articles'

  async function knowledge(
    filters?: Record<string, string>,
  ): Promise<{ service: ServiceDeployment; all: readonly Wire[] }> {
    const account = filters === undefined ? { openTables: ['kb_knowledge'] } : { filters }
    const service = await deployService({ account: { ...byToken, ...account } as Account })
    return { service, all: await rowsAt(service.emulator, 'kb_knowledge', 'workflow_state=published') }
  }

  it('is off without a filter of its own', async () => {
    const { service, all } = await knowledge({ incident: 'active=true' })
    for (const path of [
      '',
      '?query=vpn',
      '/featured',
      '/most_viewed',
      `/${all[0]!.number}`,
      `/${all[0]!.number}/attachments/${'a'.repeat(32)}`,
    ]) {
      expect(await codeOf(await service.call(`${articles}${path}`)), path).to.equal('SNOW_ACL_DENIED')
    }
    expect(service.emulator.log.requestsTo('/sn_km_api/')).to.be.empty
  })

  it('is filtered in searches, articles and their files', async () => {
    const first = await knowledge({ incident: 'active=true' })
    const category = first.all[0]!.kb_category!
    const { service, all } = await knowledge({ kb_knowledge: `kb_category=${category}` })
    const inside = new Set(
      all.filter(({ kb_category }) => kb_category === category).map(({ number }) => number),
    )
    expect(inside.size).to.be.greaterThan(0).and.lessThan(all.length)
    const answer = await service.call(`${articles}?query=&limit=100&fields=sys_updated_on`)
    const { result } = (await answer.json()) as {
      result: { meta: { count: number; filter: string }; articles: { number: string; fields: object }[] }
    }
    expect(result.articles).to.have.length(inside.size)
    expect(result.meta).to.include({ count: inside.size, filter: '' })
    for (const { number, fields } of result.articles) {
      expect(inside.has(number)).to.equal(true)
      expect(fields).to.have.keys('sys_updated_on')
    }
    for (const article of all) {
      for (const path of [article.number, article.sys_id]) {
        const found = await service.call(`${articles}/${path}`)
        expect(found.status, article.number).to.equal(inside.has(article.number) ? 200 : 404)
        if (found.status !== 200) expect(await found.text()).not.to.contain(article.short_description)
      }
    }
    const files = await rowsAt(service.emulator, 'sys_attachment', 'table_name=kb_knowledge')
    expect(files).not.to.be.empty
    for (const file of files) {
      const article = all.find(({ sys_id }) => sys_id === file.table_sys_id)!
      const isInside = inside.has(article.number)
      for (const path of [
        `${articles}/${article.number}/attachments/${file.sys_id}`,
        `${articles}/${article.sys_id}/attachments/${file.sys_id}`,
        `${api}/attachment/${file.sys_id}/file`,
      ]) {
        expect((await service.call(path)).status, path).to.equal(isInside ? 200 : 404)
      }
    }
  })

  it('takes no way around its filter', async () => {
    const first = await knowledge({ incident: 'active=true' })
    const [inside, outside] = [
      first.all[0]!,
      first.all.find(({ kb_category }) => kb_category !== first.all[0]!.kb_category)!,
    ]
    const { service } = await knowledge({ kb_knowledge: `kb_category=${inside.kb_category}` })
    for (const [parameters, code] of [
      [`filter=number=${inside.number}^^ORnumber=${outside.number}`, 'SNOW_QUERY_INVALID'],
      ['filter=kb_category.label=x', 'SNOW_QUERY_INVALID'],
      ['fields=author.email', 'SNOW_REQUEST_REFUSED'],
    ] as const) {
      expect(await codeOf(await service.call(`${articles}?${parameters.replaceAll('^', '%5E')}`))).to.equal(
        code,
      )
    }
    const either = `filter=${encodeURIComponent(`number=${outside.number}^NQnumber=${inside.number}`)}`
    const { result } = (await (await service.call(`${articles}?${either}`)).json()) as {
      result: { articles: Wire[] }
    }
    expect(result.articles.map(({ number }) => number)).to.deep.equal([inside.number])
    for (const list of ['/featured', '/most_viewed']) {
      expect(await codeOf(await service.call(`${articles}${list}`))).to.equal('SNOW_ACL_DENIED')
    }
    expect(await codeOf(await service.call(`${articles}/${outside.sys_id}?update_view=true`))).to.equal(
      'SNOW_REQUEST_REFUSED',
    )
    expect(service.emulator.log.writesTo('kb_knowledge')).to.be.empty
  })

  it('shows nothing that comes without the columns of its filter', async () => {
    const first = await knowledge({ incident: 'active=true' })
    const { service } = await knowledge({ kb_knowledge: `u_audience=${first.all[0]!.number}` })
    expect(await codeOf(await service.call(`${articles}?query=`))).to.equal('SNOW_QUERY_IGNORED')
    expect((await service.call(`${articles}/${first.all[0]!.sys_id}`)).status).to.equal(404)
  })

  it('is all that the account may read, when its table is open', async () => {
    const { service } = await knowledge()
    for (const path of ['?query=vpn', '/featured', '/most_viewed']) {
      const { result } = (await (await service.call(`${articles}${path}`)).json()) as {
        result: { articles: object[] }
      }
      expect(result.articles, path).not.to.be.empty
    }
  })
})
