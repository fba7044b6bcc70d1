import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { call, resultOf } from '../emulator/call.js'

const fixtures = new URL('../../../shared/fixtures/', import.meta.url)

/** Compares shapes with recorded answers, where they are at hand: they are not part of the package. */
describe('emulator beside recorded answers', () => {
  const emulator = createEmulator({ incidents: 20 })

  const recorded = (context: Mocha.Context, path: string): Record<string, unknown> => {
    const file = new URL(path, fixtures)
    if (!existsSync(file)) context.skip()
    const body = JSON.parse(readFileSync(file, 'utf8')) as { result: Record<string, unknown> }
    return body.result
  }

  it('has every column of a created incident, with the same kind of value', async function () {
    const result = recorded(this, 'ServiceNow__ServiceNowDocs/table__Table_POST_now_table_tableName.json')
    const ours = resultOf(
      await call(emulator, '/api/now/table/incident', { as: 'admin', json: { impact: '2', urgency: '2' } }),
    )
    expect(ours).to.include.all.keys(Object.keys(result))
    for (const column of [
      'priority',
      'state',
      'severity',
      'approval',
      'escalation',
      'active',
      'made_sla',
      'sys_domain_path',
    ]) {
      expect(ours[column], column).to.equal(result[column])
    }
    expect((ours.opened_by as unknown as { value: string }).value).to.equal(
      (result.opened_by as { value: string }).value,
    )
  })

  it('describes an upload with the same columns', async function () {
    const result = recorded(
      this,
      'ServiceNow__ServiceNowDocs/attachment__Attachment_POST_now_attachment_file.json',
    )
    const { sys_id } = emulator.asUser('admin').create('incident', {})
    const path = `/api/now/attachment/file?table_name=incident&table_sys_id=${sys_id}&file_name=a.txt`
    const ours = resultOf(
      await call(emulator, path, { body: 'a', headers: { 'Content-Type': 'text/plain' } }),
    )
    expect(ours).to.include.all.keys(Object.keys(result))
  })

  it('wraps articles in the same envelope', async function () {
    for (const [path, file] of [
      ['?query=vpn', 'knowledge__Knowledge_Management_GET_knowledge_articles.json'],
      ['/KB0010001', 'knowledge__Knowledge_Management_GET_knowledge_articles_id.json'],
    ]) {
      const result = recorded(this, `ServiceNow__ServiceNowDocs/${file}`)
      const ours = resultOf(await call(emulator, `/api/sn_km_api/knowledge/articles${path}`))
      expect(ours).to.have.all.keys(Object.keys(result))
      if (!Array.isArray(result.articles)) continue
      const [theirs] = result.articles as object[]
      const [first] = ours.articles as unknown as object[]
      expect(first).to.have.all.keys(Object.keys(theirs!))
      expect(ours.meta).to.have.all.keys(Object.keys(result.meta as object))
    }
  })
})
