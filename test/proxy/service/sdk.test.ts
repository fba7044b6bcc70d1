import { expect } from 'chai'
import { and, descending, equals } from '../../../src/protocol/query-builders.js'
import { isSnowError } from '../../../src/shared/errors.js'
import { createWorld, type World } from '../../support/world.js'

const software = '8a4dde73c6112278017a6a4baf547aa7'
const actingAs = 'CxM Integration'

async function world(): Promise<World> {
  const filter = `assignment_group=${software}`
  const made = await createWorld({ serviceAccount: { actingAs, filter } })
  await made.client.session.read()
  return made
}

async function code(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return isSnowError(error) ? error.code : String(error)
}

/** What the widget does, through the scope of a service account: its own requests must all be understood. */
describe('the SDK by a service account', () => {
  it('knows as whom it acts', async () => {
    const { client } = await world()
    expect(await client.session.read()).to.deep.include({ connected: true, actingAs })
  })

  it('lists, searches, counts and pages', async () => {
    const { client } = await world()
    const options = { query: and(), sort: [descending('sys_updated_on')] }
    const page = await client.incidents.list({ ...options, offset: 0, limit: 5 })
    expect(page.items).to.have.length(5)
    expect(page).to.include({ more: true, nextOffset: 5 })
    const rest = await client.incidents.list({ ...options, offset: 5, limit: 100 })
    expect(rest.more).to.equal(false)
    const all = [...page.items, ...rest.items]
    expect(all).to.have.length(page.total ?? 0)
    for (const { assignmentGroup } of all) expect(assignmentGroup.value).to.equal(software)
    const found = await client.incidents.get(all[0]!.number)
    expect(found.sysId).to.equal(all[0]!.sysId)
    expect((await client.incidents.get(found.sysId)).number).to.equal(found.number)
  })

  it('files, finds, comments on and reads what it filed', async () => {
    const { client, emulator } = await world()
    const id = crypto.randomUUID()
    const filed = await client.incidents.create({ shortDescription: 'Disk full', urgency: '2' }, id)
    expect(filed.assignmentGroup.value).to.equal(software)
    expect((await client.incidents.findByCorrelationId(id))?.number).to.equal(filed.number)
    await client.incidents.update(filed.sysId, { comments: 'Still full', work_notes: 'Looking' })
    const journal = await client.incidents.journal(filed.sysId)
    expect(journal.map(({ text }) => text)).to.include.members(['Still full', 'Looking'])
    const file = new Blob(['text'], { type: 'text/plain' })
    const upload = { tableName: 'incident', recordSysId: filed.sysId, fileName: 'log.txt' }
    const attachment = await client.attachments.upload(file, upload)
    expect(await client.attachments.listFor('incident', [filed.sysId])).to.have.length(1)
    expect(await (await client.attachments.download(attachment.sysId)).text()).to.equal('text')
    const writers = emulator.log.writesTo('incident').map(({ user }) => user)
    expect(new Set(writers)).to.deep.equal(new Set(['snowline.service']))
  })

  it('reads choices and knowledge', async () => {
    const { client } = await world()
    expect(await client.incidents.choices('category')).not.to.be.empty
    const [first] = await client.knowledge.search('vpn')
    expect((await client.knowledge.article(first!.number)).sysId).to.equal(first!.sysId)
  })

  it('is told plainly what is outside', async () => {
    const { client, emulator } = await world()
    const foreign = emulator
      .asUser('admin')
      .create('incident', { short_description: 'x', assignment_group: '8a5055c9c61122780043563ef53438e3' })
    const id = foreign.sys_id!
    expect(await code(client.incidents.get(id))).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    expect(await code(client.incidents.get(foreign.number!))).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    expect(await code(client.incidents.update(id, { state: '2' }))).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    expect(await code(client.incidents.journal(id))).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    expect(await client.attachments.list('incident', id)).to.be.empty
    const closed = { query: equals('active', 'true'), offset: 0, limit: 1, fields: ['number'] }
    expect(await code(client.records.list('sc_request', closed))).to.equal('SNOW_ACL_DENIED')
  })
})
