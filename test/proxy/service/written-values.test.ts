import { expect } from 'chai'
import { byToken, codeOf, deployService, rowsAt, type ServiceDeployment } from './service-deployment.js'

type Columns = Readonly<Record<string, unknown>>

const software = '8a4dde73c6112278017a6a4baf547aa7'
const hardware = '8a5055c9c61122780043563ef53438e3'
const network = '287ebd7da9fe198100f92cc8d1d2154e'
const incidents = '/api/prod/now/table/incident'

async function deploy(filter: string): Promise<ServiceDeployment> {
  const service = await deployService({
    account: {
      ...byToken,
      filters: { incident: filter },
      writableColumns: ['active', 'company', 'due_date', 'u_team'],
    },
  })
  service.emulator.log.clear()
  return service
}

const create = ({ call }: ServiceDeployment, columns: Columns): Promise<Response> =>
  call(incidents, { method: 'POST', body: JSON.stringify(columns) })

async function update(service: ServiceDeployment, filter: string, columns: Columns): Promise<Response> {
  const [row] = await rowsAt(service.emulator, 'incident', filter)
  return service.call(`${incidents}/${row!['sys_id']}`, { method: 'PATCH', body: JSON.stringify(columns) })
}

interface Refusal {
  readonly filter: string
  readonly column: string
  readonly texts: readonly unknown[]
}

const otherForms = (id: string, label: string): readonly string[] => [
  label,
  label.toLowerCase(),
  ` ${label}`,
  ` ${id}`,
  `${id} `,
  `\t${id}`,
  `\u00a0${id}`,
  id.toUpperCase(),
  `${id}0`,
  'nobody',
]

const refusals: readonly Refusal[] = [
  {
    filter: `assignment_group!=${software}`,
    column: 'assignment_group',
    texts: otherForms(software, 'Software'),
  },
  {
    filter: `assignment_groupNOT IN${software},${network}`,
    column: 'assignment_group',
    texts: otherForms(network, 'Network'),
  },
  {
    filter: `assignment_group=${hardware}^ORassignment_group!=${software}`,
    column: 'assignment_group',
    texts: otherForms(software, 'Software'),
  },
  // What the filter calls by its label cannot be compared with what is stored.
  {
    filter: 'assignment_group!=Hardware',
    column: 'assignment_group',
    texts: [hardware, software, 'Software'],
  },
  { filter: 'assignment_groupISNOTEMPTY', column: 'assignment_group', texts: ['Software', ' ', 'nobody'] },
  { filter: 'company!=abc', column: 'company', texts: ['ACME North America', hardware] },
  { filter: 'active!=false', column: 'active', texts: ['yes', 'TRUE', 'True', '2', 'no', ' true', 1, 0] },
  {
    filter: 'impact!=1',
    column: 'impact',
    texts: ['1.0', '01', ' 1', '1 ', '1.5', '0x1', '1e0', '1abc', 'high'],
  },
  {
    filter: 'category!=software',
    column: 'category',
    texts: [' software', 'software ', 'sof\u00adtware', 'SOFTWARE'],
  },
  {
    filter: 'short_descriptionISNOTEMPTY',
    column: 'short_description',
    texts: [' ', '\u00a0', '\u0000', ' x'],
  },
  {
    filter: 'short_description!=Secret',
    column: 'short_description',
    texts: ['Secret ', '\nSecret', 'S\u00e9cret', 'Secret\u00ad', 'SECRET', 'Secret and what is cut off'],
  },
  {
    filter: 'due_date!=2026-02-28 10:00:00',
    column: 'due_date',
    texts: ['2026-02-28T10:00:00Z', '2026-2-28', 'x'],
  },
  { filter: 'u_teamISNOTEMPTY', column: 'u_team', texts: ['x', hardware] },
]

describe('what a service account writes into a column of its filter', () => {
  for (const { filter, column, texts } of refusals) {
    it(`${filter}: no new record by a text that may be stored otherwise`, async () => {
      const service = await deploy(filter)
      for (const text of texts) {
        const answer = await create(service, { short_description: 'New', [column]: text })
        expect(await codeOf(answer), JSON.stringify(text)).to.equal('SNOW_ACL_DENIED')
      }
      expect(service.emulator.log.writes).to.be.empty
    })
    if (column === 'u_team' || filter.endsWith('Hardware')) continue
    it(`${filter}: no change by a text that may be stored otherwise`, async () => {
      const service = await deploy(filter)
      const inside = column === 'due_date' || column === 'company' ? `${column}ISNOTEMPTY` : filter
      const [row] = await rowsAt(service.emulator, 'incident', inside)
      if (row === undefined) {
        const [any] = await rowsAt(service.emulator, 'incident', 'active=true')
        const value = column === 'company' ? hardware : '2026-03-01 10:00:00'
        service.emulator.asUser('admin').update('incident', any!['sys_id']!, { [column]: value })
        service.emulator.log.clear()
      }
      for (const text of texts) {
        const answer = await update(service, inside, { [column]: text })
        expect(await codeOf(answer), JSON.stringify(text)).to.equal('SNOW_ACL_DENIED')
      }
      expect(service.emulator.log.writes).to.be.empty
    })
  }

  it('files what can only be read in one way', async () => {
    for (const [filter, columns] of [
      [`assignment_group!=${software}`, { assignment_group: hardware }],
      [`assignment_groupNOT IN${software},${network}`, { assignment_group: hardware }],
      [`assignment_group!=${software}^ORassignment_groupISEMPTY`, { assignment_group: '' }],
      ['companyISEMPTY', { company: '' }],
      ['active!=false', { active: true }],
      ['categoryINsoftware,network', { category: 'network' }],
      ['impact=2', { impact: 2 }],
      ['short_descriptionSTARTSWITH[web]', { short_description: '[web] Drucker für Zoë\nbrennt' }],
      ['short_description!=Secret', { short_description: 'Printer' }],
    ] as const) {
      const service = await deploy(filter)
      const answer = await create(service, { short_description: 'New', ...columns })
      expect(answer.status, filter).to.equal(201)
      const [{ sysId } = { sysId: '' }] = service.emulator.log.writesTo('incident', 'create')
      expect(await rowsAt(service.emulator, 'incident', `sys_id=${sysId}^${filter}`), filter).to.have.length(
        1,
      )
    }
  })

  it('changes what can only be read in one way', async () => {
    for (const [filter, columns] of [
      [`assignment_group!=${software}`, { assignment_group: hardware }],
      ['state!=7', { state: '2' }],
      ['category!=software', { category: 'network' }],
      ['impactIN1,2,3', { impact: '1', urgency: ' 1' }],
    ] as const) {
      const service = await deploy(filter)
      expect((await update(service, filter, columns)).status, filter).to.equal(200)
    }
  })

  it('files nothing by a choice that the instance may not have: its default may be outside', async () => {
    const service = await deploy('category!=inquiry')
    const answer = await create(service, { short_description: 'New', category: 'nothing' })
    expect(await codeOf(answer)).to.equal('SNOW_ACL_DENIED')
    expect(service.emulator.log.writes).to.be.empty
  })

  it('changes nothing that is outside when the instance leaves one of the columns as it was', async () => {
    const filter = 'impact=1^category=network^NQimpact!=1^category!=network'
    const service = await deploy(filter)
    const [row] = await rowsAt(service.emulator, 'incident', 'impact!=1^category!=network')
    // No choice of the instance: the impact would stay, and only the category change.
    service.emulator.log.clear()
    for (const columns of [
      { impact: '1', category: 'network' },
      { impact: '9', category: 'network' },
    ]) {
      const answer = await service.call(`${incidents}/${row!['sys_id']}`, {
        method: 'PATCH',
        body: JSON.stringify(columns),
      })
      expect(await codeOf(answer)).to.equal('SNOW_ACL_DENIED')
    }
    expect(service.emulator.log.writes).to.be.empty
  })

  it('files nothing by an emptied column that has a default, or that is false when it is empty', async () => {
    for (const [filter, column] of [
      ['category!=inquiry^ORcategoryISEMPTY', 'category'],
      ['impact!=3^ORimpactISEMPTY', 'impact'],
      ['active!=false^ORactiveISEMPTY', 'active'],
      ['u_teamISEMPTY', 'u_team'],
    ] as const) {
      const service = await deploy(filter)
      const answer = await create(service, { short_description: 'New', [column]: '' })
      expect(await codeOf(answer), filter).to.equal('SNOW_ACL_DENIED')
      expect(service.emulator.log.writes, filter).to.be.empty
    }
  })

  it('says what to write', async () => {
    const service = await deploy(`assignment_group!=${software}`)
    const answer = await create(service, { assignment_group: 'Software' })
    const { error } = (await answer.json()) as { error: { message: string } }
    expect(error.message).to.contain('"assignment_group"').and.to.contain('sys_id')
  })

  it('takes no labels by a parameter either', async () => {
    const service = await deploy(`assignment_group!=${software}`)
    const answer = await service.call(`${incidents}?sysparm_input_display_value=true`, {
      method: 'POST',
      body: JSON.stringify({ assignment_group: hardware }),
    })
    expect(answer.status).to.equal(400)
    expect(service.emulator.log.writes).to.be.empty
  })
})
