import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { call, list, origin, resultOf, type Answer } from './call.js'

type Rows = { readonly result: readonly Record<string, string>[] }

const numbersOf = (answer: Answer): string[] =>
  (answer.body as Rows).result.map((row) => row.number ?? row.sys_id!)

/** Requests as programs of other makers send them, and what those read from the answers. */
describe('requests of known clients', () => {
  let emulator: Emulator

  beforeEach(() => {
    emulator = createEmulator({ incidents: 230 })
  })

  describe('now-sdk', () => {
    it('pages by the offset in the link that has rel="next", until there is none', async () => {
      const first =
        '/api/now/table/incident?sysparm_query=ORDERBYnumber&sysparm_fields=number&sysparm_limit=60'
      const seen: string[] = []
      let path: string | undefined = first
      while (path !== undefined) {
        const answer: Answer = await call(emulator, path)
        seen.push(...numbersOf(answer))
        expect(answer.headers.get('X-Total-Count')).to.equal('230')
        const next = /<([^>]*)>;rel="next"/.exec(answer.headers.get('Link') ?? '')?.[1]
        expect(next === undefined || next.startsWith(`${origin}/api/now/table/incident?`)).to.equal(true)
        const offset = next === undefined ? undefined : /sysparm_offset=(\d+)/.exec(next)?.[1]
        path = offset === undefined ? undefined : `${first}&sysparm_offset=${offset}`
      }
      expect(new Set(seen).size).to.equal(230)
    })
  })

  describe('servicenow-rest-api', () => {
    it('creates a task from display values', async () => {
      const json = { caller_id: 'Joe Employee', urgency: '1 - High', short_description: 'From labels' }
      const answer = await call(emulator, '/api/now/table/incident?sysparm_input_display_value=true', {
        as: 'admin',
        json,
      })
      const { caller_id, urgency } = resultOf(answer)
      expect(answer.status).to.equal(201)
      expect(caller_id).to.have.property('value', '681ccaf9c0a8016400b98a06818d57c7')
      expect(urgency).to.equal('1')
    })

    it('finds a sys_id by number', async () => {
      const { number, sys_id } = emulator.asUser('admin').create('incident', {})
      const path = `/api/now/table/incident?sysparm_query=number=${number}&sysparm_fields=sys_id`
      expect((await call(emulator, path)).body).to.deep.equal({ result: [{ sys_id }] })
    })
  })

  describe('the ServiceNow node of n8n', () => {
    it('pages in steps of 100 until it has as many as X-Total-Count says', async () => {
      const seen: string[] = []
      let total = Infinity
      for (let offset = 0; offset < total; offset += 100) {
        const answer = await call(
          emulator,
          `/api/now/table/incident?sysparm_limit=100&sysparm_offset=${offset}&sysparm_fields=number`,
        )
        total = Number(answer.headers.get('X-Total-Count'))
        seen.push(...numbersOf(answer))
      }
      expect(new Set(seen).size).to.equal(230)
    })

    it('reads the choices of a column from sys_choice', async () => {
      const choices = await list(emulator, 'sys_choice', {
        sysparm_query: 'name=incident^element=state^language=en^ORDERBYsequence',
        sysparm_fields: 'label,value',
      })
      expect(choices.map(({ value, label }) => `${value} ${label}`)).to.deep.equal([
        '1 New',
        '2 In Progress',
        '3 On Hold',
        '6 Resolved',
        '7 Closed',
        '8 Canceled',
      ])
    })
  })

  describe('PySNC', () => {
    it('inserts with a field that does not exist, which is ignored', async () => {
      const answer = await call(emulator, '/api/now/table/incident', {
        json: { short_description: 'Kept', bunk_field: 'dropped' },
      })
      expect(answer.status).to.equal(201)
      expect(resultOf(answer)).to.include({ short_description: 'Kept' }).and.not.have.property('bunk_field')
    })

    it('gets 404 for an update of a row that was deleted meanwhile', async () => {
      const { sys_id } = emulator.asUser('admin').create('incident', {})
      const path = `/api/now/table/incident/${sys_id}`
      expect((await call(emulator, path, { as: 'admin', method: 'DELETE' })).status).to.equal(204)
      const late = await call(emulator, path, { as: 'admin', method: 'PUT', json: { state: '2' } })
      expect(late.status).to.equal(404)
    })

    it('gets a plain "not found" for a sys_id that is none', async () => {
      const { status, body } = await call(emulator, '/api/now/table/incident/bunk')
      expect(status).to.equal(404)
      expect(body).to.have.nested.property('error.message', 'No Record found')
    })

    it('asks through the Batch API what is too long for a URL', async () => {
      const { sys_id } = emulator.asUser('admin').create('incident', {})
      const ids = Array.from({ length: 300 }, (_, n) => n.toString(16).padStart(32, '0'))
      const query = `sys_idIN${[...ids, sys_id].join(',')}`
      const url = `/api/now/table/incident?sysparm_fields=sys_id&sysparm_query=${query}`
      expect((await call(emulator, url)).headers.get('Content-Type')).to.contain('text/html')
      const batch = await call(emulator, '/api/now/v1/batch', {
        json: {
          batch_request_id: '1',
          rest_requests: [
            { id: 'a', method: 'GET', url, headers: [{ name: 'Accept', value: 'application/json' }] },
          ],
        },
      })
      const { serviced_requests } = batch.body as {
        serviced_requests: { status_code: number; body: string }[]
      }
      expect(serviced_requests[0]!.status_code).to.equal(200)
      expect(JSON.parse(atob(serviced_requests[0]!.body))).to.deep.equal({ result: [{ sys_id }] })
    })

    it('reads on over pages from which rows disappear', async () => {
      const page = (offset: number): Promise<Answer> =>
        call(
          emulator,
          `/api/now/table/incident?sysparm_query=ORDERBYsys_id&sysparm_fields=sys_id&sysparm_limit=100&sysparm_offset=${offset}`,
          { as: 'admin' },
        )
      const first = numbersOf(await page(0))
      await call(emulator, `/api/now/table/incident/${first[0]}`, { as: 'admin', method: 'DELETE' })
      const rest = [...numbersOf(await page(100)), ...numbersOf(await page(200))]
      expect(rest).to.have.length(129)
      expect((await page(300)).body).to.deep.equal({ result: [] })
    })
  })
})
