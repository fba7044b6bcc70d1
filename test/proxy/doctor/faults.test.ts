import { expect } from 'chai'
import { doctorFindings, type DoctorFindingId } from '../../../src/protocol/doctor-report.js'
import { setProperty } from './changes.js'
import { faults } from './faults.js'
import { corsRules } from './faults/direct-faults.js'
import { examine, findingsOf, type Patient } from './examine.js'
import { everythingSaid } from './watch.js'

/** What is said of people as they are, whatever else is found. */
const ofPerson: Readonly<Record<string, DoctorFindingId>> = {
  'abel.tuter': 'itil-missing',
  admin: 'account-admin',
}

/** Inside a page no preflight can be sent as another page: there the check says so. */
const sendsOrigin = new Request('https://a.example', {
  headers: { Origin: 'https://b.example' },
}).headers.has('Origin')
const canBeSeen = ({ options, instance }: Patient): boolean =>
  sendsOrigin || (options?.directOrigins === undefined && instance?.direct !== true)

describe('the doctor finds the cause and no other', () => {
  for (const { name, finds, ...patient } of faults.filter(canBeSeen)) {
    it(`${name}: ${finds}`, async () => {
      const { report, options, watch } = await examine(patient)
      watch.check(everythingSaid(report, options))
      const usual = ofPerson[patient.as ?? '']
      expect(findingsOf(report).filter((id) => id === finds || id !== usual)).to.deep.equal([finds])
      expect(report.status).to.equal(doctorFindings[finds].severity)
      for (const { id, severity, fixedBy, found, cause, change } of report.checks.flatMap(
        (c) => c.findings,
      )) {
        expect({ severity, fixedBy }).to.deep.equal(doctorFindings[id])
        for (const text of [found, cause, ...change]) expect(text).to.match(/^\S[^]{9,}\S$/)
        expect(change).not.to.be.empty
      }
    })
  }

  it('and has a row for everything that it can find', () => {
    const found = new Set(faults.map(({ finds }) => finds))
    expect(Object.keys(doctorFindings).filter((id) => !found.has(id as DoctorFindingId))).to.deep.equal([])
  })
})

describe('the doctor of a healthy deployment', () => {
  const everything = {
    directOrigins: ['https://www.example.com'],
    defaults: { assignmentGroup: 'Network', categories: ['network'] },
    tables: [{ name: 'cmdb_ci', query: 'active=true', fields: ['name'] }],
    network: () =>
      Promise.resolve({ stage: 'reached', addresses: 1, certificateEndsAt: Date.now() + 1e10 } as const),
  }

  it('finds nothing as an agent', async () => {
    const { report } = await examine({ prepare: corsRules(), options: everything })
    expect(findingsOf(report)).to.deep.equal([])
    const other = report.checks.filter(({ status }) => status !== 'ok').map(({ id }) => id)
    expect(other).to.deep.equal(sendsOrigin ? ['version'] : ['version', 'direct'])
  })

  it('finds nothing where pages of another site are let in by their bridge', async () => {
    const bridge = 'https://app.example.org/snowline/bridge.html'
    const { report } = await examine({ config: { origins: [], crossSite: { bridges: [bridge] } } })
    expect(findingsOf(report)).to.deep.equal([])
    expect(report.checks.find(({ id }) => id === 'origins')?.found).to.contain(bridge)
  })

  it('finds nothing as a service account', async () => {
    const property = 'glide.oauth.inbound.client.credential.grant_type.enabled'
    const { report } = await examine({
      as: 'nobody',
      prepare: setProperty(property, 'true'),
      options: { serviceAccount: true },
    })
    expect(findingsOf(report)).to.deep.equal([])
    expect(report.actor).to.equal('service-account')
    expect(report.checks.find(({ id }) => id === 'incidents')).to.include({ status: 'ok' })
  })

  it('says what cannot be told, and fails for none of it', async () => {
    const { report } = await examine({
      as: 'abel.tuter',
      switches: { 'ui-api': false, 'roleless-groups': 'hidden', 'authorize-checks': 'after-sign-in' },
      options: { defaults: { assignmentGroup: 'Network' } },
    })
    expect(findingsOf(report)).to.deep.equal(['itil-missing'])
    const untold = report.checks.filter(
      ({ status, because }) => status === 'skipped' && because === undefined,
    )
    expect(untold.map(({ id }) => id)).to.deep.equal(['network', 'redirect', 'version', 'pkce', 'defaults'])
    expect(report.checks.find(({ id }) => id === 'incidents')?.found).to.contain('cannot be told')
  })

  it('finds that a requester is one', async () => {
    const { report } = await examine({ as: 'abel.tuter' })
    expect(findingsOf(report)).to.deep.equal(['itil-missing'])
    expect(report.status).to.equal('warning')
  })

  it('runs without a person what needs none, and says so', async () => {
    const { report } = await examine({ as: 'nobody' })
    expect(findingsOf(report)).to.deep.equal([])
    const person = report.checks.find(({ id }) => id === 'person')
    expect(person).to.include({ status: 'skipped' })
    expect(
      report.checks.filter(({ because }) => because === 'person').map(({ id }) => id),
    ).to.include.members(['refresh', 'roles', 'incidents', 'knowledge'])
    const ran = report.checks.filter(({ status }) => status === 'ok').map(({ id }) => id)
    expect(ran).to.include.members(['configuration', 'instance', 'oauth', 'client', 'redirect', 'pkce'])
  })
})
