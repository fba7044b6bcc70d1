import { expect } from 'chai'
import type { DoctorReport } from '../../../src/protocol/doctor-report.js'
import { byPassword, byToken, deployService, rowsAt, type ServiceDeployment } from './service-deployment.js'

const list = '/api/prod/now/table/incident?sysparm_fields=number&sysparm_limit=1'
const group = '287ebd7da9fe198100f92cc8d1d2154e'
const filters = { incident: `assignment_group=${group}` }

const examine = async (service: ServiceDeployment, query = ''): Promise<DoctorReport> =>
  (await (await service.call(`/doctor/prod${query}`)).json()) as DoctorReport

describe('the doctor of an instance with a service account', () => {
  it('tells nobody of an incident outside of the scope, not even whether there is one', async () => {
    const service = await deployService({ account: { ...byToken, filters } })
    const [outside] = await rowsAt(service.emulator, 'incident', `assignment_group!=${group}`)
    const number = outside?.['number'] ?? ''
    expect(number).to.match(/^INC\d+$/)
    const there = JSON.stringify((await examine(service, `?incident=${number}`)).checks)
    expect(there).not.to.contain(number)
    expect(there).to.equal(JSON.stringify((await examine(service, '?incident=INC9999999')).checks))
  })

  it('looks at the account that is configured, once for all who ask', async () => {
    const service = await deployService({ account: { ...byToken, filters } })
    const report = await examine(service)
    expect(report.actor).to.equal('service-account')
    const asked = service.sent.length
    expect(await examine(service)).to.deep.equal(report)
    expect(service.sent).to.have.length(asked)
  })

  it('sends a password to no check, and keeps nobody from working', async () => {
    const service = await deployService({ account: { ...byPassword, openTables: ['incident'] } })
    expect((await service.call(list)).status).to.equal(200)
    service.sent.length = 0
    await examine(service)
    for (const { url, headers } of service.sent) {
      expect(headers.get('Authorization') ?? '', url).not.to.contain(btoa('snowline.service:snowline'))
    }
    expect((await service.call(list)).status).to.equal(200)
  })

  it('finds what keeps the account out, which is when it is asked', async () => {
    const instance = { clientSecret: 'snowline-demo-secret-mistyped' }
    const service = await deployService({ account: { ...byToken, filters }, instance })
    expect((await service.call(list)).status).to.equal(502)
    const report = await examine(service)
    expect(report.status).to.equal('failed')
    const found = report.checks.flatMap(({ findings }) => findings.map(({ id }) => id))
    expect(found).to.include('client-credentials-refused')
  })
})
