import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { changeClient, setProperty, userSysId } from './access.js'
import { call, list, resultOf, tokenRequest, tokensFor } from './call.js'

/** Statements about a real instance that no other test has for its subject; see `docs/emulator-conformance.md`. */
describe('conformance', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = createEmulator({ incidents: 3 })
  })

  describe('token answers', () => {
    const keys = ['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type']
    const sorted = (body: unknown): string[] => Object.keys(body as object).sort()

    it('have the same five keys for a code, a refresh and a password, whatever their order', async () => {
      const tokens = await tokensFor(emulator, 'beth.anglin')
      expect(sorted(tokens)).to.deep.equal(keys)
      const { refresh_token } = tokens
      const refreshed = await tokenRequest(emulator, { grant_type: 'refresh_token', refresh_token })
      expect(sorted(refreshed.body)).to.deep.equal(keys)
      const fields = { grant_type: 'password', username: 'david.loo', password: 'snowline' }
      expect(sorted((await tokenRequest(emulator, fields)).body)).to.deep.equal(keys)
    })

    it('have no refresh token for a client that acts as its application user', async () => {
      await setProperty(emulator, 'glide.oauth.inbound.client.credential.grant_type.enabled', 'true')
      await changeClient(emulator, 'snowline-demo', { user: await userSysId(emulator, 'snowline.service') })
      const { body } = await tokenRequest(emulator, { grant_type: 'client_credentials' })
      expect(sorted(body)).to.deep.equal(keys.filter((key) => key !== 'refresh_token'))
      expect(body).to.have.property('scope', 'useraccount')
    })
  })

  describe('the base scope', () => {
    it('is the row that a property names', async () => {
      const admin = { as: 'admin' }
      const name = 'glide.oauth.token.scope.useraccount'
      const [property] = await list(emulator, 'sys_properties', { sysparm_query: `name=${name}` }, admin)
      const path = `/api/now/table/oauth_entity_scope/${property!.value}`
      expect(resultOf(await call(emulator, path, admin))).to.include({ oauth_entity_scope: 'useraccount' })
    })
  })

  describe('attachments', () => {
    it('take an encryption context, which changes nothing where none is set up', async () => {
      const { sys_id } = emulator.asUser('admin').create('incident', {})
      const path =
        `/api/now/attachment/file?table_name=incident&table_sys_id=${sys_id}` +
        `&file_name=a.txt&encryption_context=${'0'.repeat(32)}`
      const answer = await call(emulator, path, { body: 'a', headers: { 'Content-Type': 'text/plain' } })
      expect(answer.status).to.equal(201)
      const file = await call(emulator, `/api/now/attachment/${resultOf(answer).sys_id}/file`)
      expect(file.text).to.equal('a')
    })
  })

  describe('numbers that an answer gives as texts', () => {
    it('are JSON strings in records, and JSON numbers in tokens and knowledge meta', async () => {
      const { impact, sys_mod_count } = resultOf(
        await call(emulator, '/api/now/table/incident', { json: {} }),
      )
      expect([impact, sys_mod_count]).to.deep.equal(['3', '0'])
      const articles = resultOf(await call(emulator, '/api/sn_km_api/knowledge/articles?limit=1'))
      expect(articles).to.have.nested.property('meta.count').that.is.a('number')
      const { expires_in } = (await tokensFor(emulator, 'beth.anglin')) as unknown as { expires_in: unknown }
      expect(expires_in).to.be.a('number')
    })
  })

  describe('tables of people', () => {
    const columnsOf = async (table: string): Promise<string[]> => {
      const [row] = await list(emulator, table, { sysparm_limit: '1' }, { as: 'admin' })
      return Object.keys(row!)
    }

    for (const [table, columns] of Object.entries({
      sys_user: ['user_name', 'name', 'email', 'active', 'locked_out', 'time_zone', 'department'],
      sys_user_group: ['name', 'active', 'manager', 'type'],
      sys_user_grmember: ['user', 'group'],
      sys_user_has_role: ['user', 'role', 'inherited', 'state'],
      sys_user_role: ['name'],
    })) {
      it(`have in ${table} the columns ${columns.join(', ')}`, async () => {
        expect(await columnsOf(table)).to.include.members(columns)
      })
    }
  })

  describe('service requests', () => {
    it('have a state of their own, a stage and a price, with the choices of an instance', async () => {
      const [request] = await list(emulator, 'sc_request', { sysparm_limit: '1' }, { as: 'admin' })
      expect(request!.number).to.match(/^REQ\d{7}$/)
      expect(request!.price).to.match(/^\d+\.\d\d$/)
      const choices = await list(emulator, 'sys_choice', {
        sysparm_query: 'name=sc_request^element=request_state^language=en',
      })
      const values = choices.map(({ value }) => value)
      expect(values).to.include.members(['requested', 'in_process', 'closed_complete', 'closed_cancelled'])
      expect(values).to.include(request!.request_state)
      expect(request).to.have.property('stage').that.is.not.equal('')
    })

    it('hold items with their own numbers, quantity, price and person', async () => {
      const columns = ['request', 'cat_item', 'stage', 'quantity', 'price', 'requested_for', 'sc_catalog']
      const [item] = await list(emulator, 'sc_req_item', { sysparm_limit: '1' }, { as: 'admin' })
      expect(item).to.include.keys(columns)
      expect(item!.number).to.match(/^RITM\d{7}$/)
      const [task] = await list(emulator, 'sc_task', { sysparm_limit: '1' }, { as: 'admin' })
      expect(task!.number).to.match(/^SCTASK\d{7}$/)
    })

    it('are mine where request.requested_for is javascript:gs.getUserID()', async () => {
      const all = await list(
        emulator,
        'sc_req_item',
        { sysparm_fields: 'request.requested_for' },
        { as: 'admin' },
      )
      const person = all[0]!['request.requested_for'] as unknown as { value: string }
      const user = await call(emulator, `/api/now/table/sys_user/${person.value}`, { as: 'admin' })
      const mine = await list(
        emulator,
        'sc_req_item',
        {
          sysparm_query: 'request.requested_for=javascript:gs.getUserID()^ORDERBYDESCopened_at',
          sysparm_fields: 'request.requested_for',
        },
        { as: resultOf(user).user_name! },
      )
      expect(mine).to.have.length.above(0)
      for (const row of mine) expect(row['request.requested_for']).to.have.property('value', person.value)
    })
  })

  describe('layouts', () => {
    it('are rows: sections and elements of forms, and columns of lists, under the view without a name', async () => {
      const elements = async (table: string, query: string): Promise<string[]> => {
        const rows = await list(
          emulator,
          table,
          { sysparm_query: `${query}^ORDERBYposition`, sysparm_fields: 'element' },
          { as: 'admin' },
        )
        return rows.map(({ element }) => element!)
      }
      const form = await elements('sys_ui_element', 'sys_ui_section.name=incident^sys_ui_section.view=')
      expect(form).to.include.members(['number', 'caller_id', 'short_description', 'work_notes'])
      expect(await elements('sys_ui_list_element', 'list_id.name=incident^list_id.view=')).to.deep.equal([
        ...['number', 'caller_id', 'category', 'priority', 'impact', 'state', 'short_description'],
        ...['assigned_to', 'company', 'sys_created_on'],
      ])
      const forms = await list(emulator, 'sys_ui_form', { sysparm_query: 'name=incident' }, { as: 'admin' })
      expect(forms).to.have.length.above(0)
    })
  })
})
