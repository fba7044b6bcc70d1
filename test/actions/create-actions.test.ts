import { expect } from 'chai'
import { createActions } from '../../src/actions/create-actions.js'
import { createOutbox } from '../../src/actions/outbox.js'
import type { ActionName, WriteRequest } from '../../src/actions/types.js'
import type { Client, ListIncidentsOptions, UploadOptions } from '../../src/client/types.js'
import { buildQuery } from '../../src/protocol/build-query.js'
import type { Attachment, JournalEntry } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import { clientWith, incidentOf, outcome } from './incidents.js'

const key = '6f1d1e5e-0000-4000-8000-000000000001'

function setUp() {
  const world = {
    asked: [] as WriteRequest[],
    agrees: true,
    over: false,
    listed: [] as ListIncidentsOptions[],
    posts: 0,
    updates: [] as unknown[],
    uploads: [] as UploadOptions[],
    refusedFile: '',
    files: [] as Attachment[],
    owner: 'abel',
    choices: async () => {},
    update: async () => incidentOf({ modCount: 1 }),
    journal: [] as JournalEntry[],
  }
  const attachmentOf = (fileName: string, sizeBytes: number) => ({ fileName, sizeBytes }) as Attachment
  const client: Client = clientWith(
    {
      async list(options) {
        world.listed.push(options)
        return { items: [incidentOf()], more: true, nextOffset: 1, total: 2 }
      },
      get: async () => incidentOf(),
      async create(_draft, correlationId) {
        world.posts += 1
        return incidentOf({ correlationId })
      },
      update: (_sysId, changes) => {
        world.updates.push(changes)
        return world.update()
      },
      journal: async () => world.journal,
      choices: async (element) => {
        await world.choices()
        return element === 'impact' ? [{ value: '1', label: '1 - High' }] : []
      },
    },
    {
      attachments: {
        async upload(file: File, options: UploadOptions) {
          if (file.name === world.refusedFile) throw new SnowError('SNOW_FILE_REFUSED', 'no')
          world.uploads.push(options)
          const attachment = attachmentOf(file.name, file.size)
          world.files.push(attachment)
          return attachment
        },
        list: async () => world.files,
      } as unknown as Client['attachments'],
      knowledge: { search: async () => [] } as unknown as Client['knowledge'],
      requests: { mine: async () => [] },
    },
  )
  const actions = createActions({
    client,
    outbox: createOutbox({ client, place: 'here', owner: () => world.owner }),
    mayWrite() {
      if (world.over) throw new SnowError('SNOW_RECONNECT_NEEDED', 'over')
    },
    async confirm(request) {
      world.asked.push(request)
      if (!world.agrees) throw new SnowError('SNOW_WRITE_REFUSED', 'no')
    },
  })
  return { world, actions }
}

/** Runs with what a caller without types might pass. */
async function messageOf(name: string, input: unknown): Promise<string> {
  const { actions } = setUp()
  return actions.run(name as ActionName, input as never).then(
    () => 'resolved',
    (error: SnowError) => `${error.code} ${error.message}`,
  )
}

describe('createActions', () => {
  it('describes every action for an assistant of the host', () => {
    const list = setUp().actions.list()
    expect(list.map(({ name, permission }) => `${name}: ${permission}`)).to.deep.equal([
      'create_incident: confirm',
      'get_my_open_incidents: read',
      'get_incident: read',
      'search_incidents: read',
      'search_knowledge_base: read',
      'get_my_service_requests: read',
      'add_incident_comment: confirm',
      'add_incident_work_note: confirm',
    ])
    for (const { description, input } of list) {
      expect(description).to.match(/^[A-Z].*\.$/)
      expect(input).to.deep.include({ type: 'object', additionalProperties: false })
      for (const property of Object.values(input.properties ?? {}))
        expect(property.description).to.be.a('string')
    }
    expect(list[0]!.input.required).to.deep.equal(['shortDescription'])
    expect(list[0]!.input.properties).to.not.have.property('attachments')
    expect(JSON.parse(JSON.stringify(list))).to.deep.equal(list)
  })

  for (const { name, permission } of setUp().actions.list()) {
    it(`${name} ${permission === 'confirm' ? 'asks and writes nothing when refused' : 'asks nobody'}`, async () => {
      const { world, actions } = setUp()
      world.agrees = false
      const inputs: Partial<Record<ActionName, unknown>> = {
        create_incident: { shortDescription: 'x' },
        get_incident: { incident: 'INC0010001' },
        search_knowledge_base: { text: 'vpn' },
        add_incident_comment: { incident: 'INC0010001', text: 'x' },
        add_incident_work_note: { incident: 'INC0010001', text: 'x' },
      }
      const result = await outcome(actions.run(name, (inputs[name] ?? {}) as never))
      expect(result).to.equal(permission === 'confirm' ? 'SNOW_WRITE_REFUSED' : 'resolved')
      expect(world.asked).to.have.length(permission === 'confirm' ? 1 : 0)
      expect([world.posts, world.updates.length]).to.deep.equal([0, 0])
    })
  }

  it('names each wrong field and what to change', async () => {
    expect(
      await messageOf('create_incident', { shortDescription: ' ', impact: '9', colour: 'red' }),
    ).to.equal(
      'SNOW_INPUT_INVALID create_incident: shortDescription: write at least one character; ' +
        'impact: give "1" (high), "2" (medium) or "3" (low); colour: remove it, no such field is known',
    )
    expect(await messageOf('create_incident', {})).to.contain('shortDescription: give it, it is required')
    expect(await messageOf('create_incident', { shortDescription: 'x'.repeat(161) })).to.contain('160')
    expect(await messageOf('get_incident', { incident: '^NQactive=true' })).to.contain('INC0010001')
    expect(await messageOf('search_incidents', { limit: 1.5, assignee: 'me' })).to.contain(
      'limit: give a whole',
    )
    expect(await messageOf('get_my_open_incidents', 'text')).to.contain('SNOW_INPUT_INVALID')
    expect(await messageOf('get_my_open_incidents', { limit: undefined })).to.equal('resolved')
    expect(await messageOf('get_my_service_requests', undefined)).to.equal('resolved')
  })

  for (const name of ['drop_table', '__proto__', 'constructor', 'toString']) {
    it(`knows no action "${name}"`, async () => {
      expect(await messageOf(name, {})).to.match(/^SNOW_ACTION_UNKNOWN .*create_incident/)
    })
  }

  it('reads the open incidents of the signed-in user, newest first', async () => {
    const { world, actions } = setUp()
    const found = await actions.run('get_my_open_incidents', { limit: 5 })
    expect(found).to.deep.include({ more: true })
    const [asked] = world.listed
    expect(buildQuery(asked!.query, asked!.sort)).to.equal(
      'caller_id=javascript:gs.getUserID()^active=true^ORDERBYDESCopened_at',
    )
    expect(asked!.limit).to.equal(5)
  })

  it('searches by everything that it is given', async () => {
    const { world, actions } = setUp()
    const sysId = 'a'.repeat(32)
    await actions.run('search_incidents', {
      text: 'red ^NQ printer',
      state: '2',
      priority: '1',
      assignmentGroup: sysId,
      assignee: sysId,
      active: true,
    })
    const [asked] = world.listed
    const query = buildQuery(asked!.query)
    expect(query).to.contain('short_descriptionLIKEred NQ printer')
    for (const condition of ['state=2', 'priority=1', `assignment_group=${sysId}`, `assigned_to=${sysId}`]) {
      expect(query.split('^')).to.include(condition)
    }
    expect(asked!.limit).to.equal(20)
  })

  it('ends with the signal of the caller', async () => {
    const { actions } = setUp()
    const signal = AbortSignal.abort()
    expect(await outcome(actions.run('get_incident', { incident: 'INC1' }, { signal }))).to.equal(
      'SNOW_ABORTED',
    )
  })
})

describe('create_incident', () => {
  const file = (name: string): File => new File([name], name)

  it('shows what it will file, in the words of the instance', async () => {
    const { world, actions } = setUp()
    const draft = { shortDescription: '  Printer on fire ', impact: '1', urgency: '2' } as const
    await actions.run('create_incident', { ...draft, attachments: [file('a.txt')] })
    expect(world.asked).to.deep.equal([
      {
        action: 'create_incident',
        record: undefined,
        table: 'incident',
        changes: [
          { field: 'short_description', before: undefined, after: 'Printer on fire' },
          { field: 'impact', before: undefined, after: '1 - High' },
          { field: 'urgency', before: undefined, after: '2' },
        ],
        files: [{ name: 'a.txt', sizeBytes: 5 }],
      },
    ])
  })

  it('asks nobody else about what the person before wanted to file', async () => {
    for (const moment of ['before the question', 'after the question'] as const) {
      const { world, actions } = setUp()
      const change = (): void => void (world.owner = 'beth')
      if (moment === 'before the question') world.choices = async () => change()
      const input = { shortDescription: 'Printer on fire', impact: '1' as const }
      const confirm = async (request: WriteRequest): Promise<void> => {
        world.asked.push(request)
        change()
      }
      expect(await outcome(actions.run('create_incident', input, { confirm })), moment).to.equal(
        'SNOW_ABORTED',
      )
      expect(world.asked.length, moment).to.equal(moment === 'before the question' ? 0 : 1)
      expect(world.posts).to.equal(0)
    }
  })

  for (const name of ['create_incident', 'add_incident_comment', 'add_incident_work_note'] as const) {
    it(`${name} asks nobody and sends nothing while nothing can be written`, async () => {
      const { world, actions } = setUp()
      world.over = true
      const input =
        name === 'create_incident' ? { shortDescription: 'x' } : { incident: 'INC0010001', text: 'x' }
      expect(await outcome(actions.run(name, input as never))).to.equal('SNOW_RECONNECT_NEEDED')
      expect([world.asked.length, world.posts, world.updates.length]).to.deep.equal([0, 0, 0])
      world.over = false
      expect(await outcome(actions.run('get_incident', { incident: 'INC0010001' }))).to.equal('resolved')
    })
  }

  it('sends nothing when the session ends while the person is being asked', async () => {
    const { world, actions } = setUp()
    const confirm = async (): Promise<void> => void (world.over = true)
    const run = actions.run('create_incident', { shortDescription: 'x' }, { confirm })
    expect(await outcome(run)).to.equal('SNOW_RECONNECT_NEEDED')
    expect(world.posts).to.equal(0)
  })

  it('asks once and files once for a double click', async () => {
    const { world, actions } = setUp()
    const input = { shortDescription: 'x', submissionKey: key, attachments: [file('a.txt')] }
    await Promise.all([actions.run('create_incident', input), actions.run('create_incident', input)])
    await actions.run('create_incident', input)
    expect([world.asked.length, world.posts, world.uploads.length]).to.deep.equal([1, 1, 1])
  })

  it('files the incident although a file is refused, and says which', async () => {
    const { world, actions } = setUp()
    world.refusedFile = 'b.exe'
    const attachments = [file('a.txt'), file('b.exe'), file('c.txt')]
    const created = await actions.run('create_incident', { shortDescription: 'x', attachments })
    expect(created.attachments.map(({ fileName }) => fileName)).to.deep.equal(['a.txt', 'c.txt'])
    expect(created.failed.map(({ file, error }) => [file.name, error.code])).to.deep.equal([
      ['b.exe', 'SNOW_FILE_REFUSED'],
    ])
    expect(world.uploads[0]).to.deep.include({ tableName: 'incident', recordSysId: created.incident.sysId })
  })

  it('uploads what is missing when the same submission is repeated', async () => {
    const { world, actions } = setUp()
    world.refusedFile = 'b.txt'
    const input = { shortDescription: 'x', submissionKey: key, attachments: [file('a.txt'), file('b.txt')] }
    await actions.run('create_incident', input)
    world.refusedFile = ''
    const repeated = await actions.run('create_incident', input)
    expect(repeated.attachments.map(({ fileName }) => fileName)).to.deep.equal(['a.txt', 'b.txt'])
    expect(world.uploads.map(({ fileName }) => fileName)).to.deep.equal(['a.txt', 'b.txt'])
  })
})

for (const [name, field, kind] of [
  ['add_incident_comment', 'comments', 'comment'],
  ['add_incident_work_note', 'work_notes', 'work-note'],
] as const) {
  describe(name, () => {
    const input = { incident: 'INC0010001', text: ' Try again ' }
    const lost = new SnowError('SNOW_OUTCOME_UNKNOWN', 'lost')

    it('asks with the text, then writes it', async () => {
      const { world, actions } = setUp()
      await actions.run(name, input)
      expect(world.asked[0]).to.deep.include({
        action: name,
        record: { table: 'incident', sysId: incidentOf().sysId, number: 'INC0010001' },
        changes: [{ field, before: undefined, after: 'Try again' }],
      })
      expect(world.updates).to.deep.equal([{ [field]: 'Try again' }])
    })

    it('finds an entry whose answer was lost, and takes no older one for it', async () => {
      const { world, actions } = setUp()
      world.update = () => Promise.reject(lost)
      const entry = { id: '1', kind, author: 'abel', text: 'Try again', createdAt: '2026-11-19T00:00:00Z' }
      world.journal = [entry]
      expect(await outcome(actions.run(name, input))).to.equal('SNOW_OUTCOME_UNKNOWN')
      world.journal = [{ ...entry, createdAt: '2026-11-20T00:00:01Z' }]
      expect(await outcome(actions.run(name, input))).to.equal('resolved')
      expect(world.updates).to.have.length(2)
    })
  })
}
