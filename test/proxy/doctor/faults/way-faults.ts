import type { Patient } from '../examine.js'
import type { Fault } from './fault.js'

const network = (answer: Awaited<ReturnType<NonNullable<NonNullable<Patient['options']>['network']>>>) => ({
  options: { network: () => Promise.resolve(answer) },
})

export const wayFaults: readonly Fault[] = [
  {
    name: 'a name without address',
    ...network({ stage: 'dns', code: 'ENOTFOUND' }),
    finds: 'dns-unresolved',
  },
  {
    name: 'a port that nobody listens on',
    ...network({ stage: 'connect', code: 'ECONNREFUSED' }),
    finds: 'instance-unreachable',
  },
  {
    name: 'a certificate of a gateway',
    ...network({ stage: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    finds: 'tls-untrusted',
  },
  {
    name: 'a certificate that ends soon',
    options: {
      network: () =>
        Promise.resolve({ stage: 'reached', addresses: 2, certificateEndsAt: Date.now() + 5 * 86_400_000 }),
    },
    finds: 'tls-expiring',
  },
  {
    name: 'no connection, where nobody can ask why',
    faults: [{ match: {}, effect: 'reset' }],
    finds: 'instance-unreachable',
  },
  { name: 'a hibernating instance', switches: { hibernate: true }, finds: 'instance-asleep' },
  {
    name: 'a hibernating instance under status 502',
    switches: { hibernate: true, 'hibernate-status': '502' },
    finds: 'instance-asleep',
  },
  {
    name: 'an instance that falls asleep meanwhile',
    faults: [
      {
        match: { route: '^/api/sn_km_api/' },
        effect: { kind: 'html', body: '<h1>Your instance is hibernating</h1>' },
      },
    ],
    finds: 'instance-asleep',
  },
  {
    name: 'another web server',
    faults: [{ match: {}, effect: { kind: 'html', body: '<h1>Welcome to nginx</h1>' } }],
    finds: 'not-servicenow',
  },
  {
    name: 'another API',
    faults: [{ match: {}, effect: { kind: 'status', status: 401, body: '{"message":"no key"}' } }],
    finds: 'not-servicenow',
  },
  {
    name: 'an instance with another address',
    faults: [
      {
        match: {},
        effect: { kind: 'status', status: 302, headers: { Location: 'https://it.acme.test/' }, body: '' },
      },
    ],
    finds: 'instance-moved',
  },
  {
    name: 'an address that may not come in',
    faults: [{ match: {}, effect: { kind: 'html', status: 403 } }],
    finds: 'instance-refuses',
  },
  {
    name: 'an instance that is being upgraded',
    faults: [{ match: {}, effect: { kind: 'html', status: 503 } }],
    finds: 'instance-failed',
  },
  {
    name: 'an API that fails',
    faults: [{ match: { route: '^/api/now/attachment' }, effect: { kind: 'status', status: 500 } }],
    finds: 'instance-failed',
  },
  {
    name: 'an API whose connection breaks',
    faults: [{ match: { route: '^/api/sn_km_api/' }, effect: 'reset' }],
    finds: 'no-answer',
  },
  {
    name: 'a list whose connection breaks',
    faults: [{ match: { route: '/table/incident' }, effect: 'reset' }],
    finds: 'no-answer',
  },
  {
    name: 'a page in place of an answer',
    faults: [{ match: { route: '^/api/now/attachment' }, effect: 'html' }],
    finds: 'answer-broken',
  },
  {
    name: 'an answer that is cut off',
    faults: [{ match: { route: '/table/incident' }, effect: 'truncate' }],
    finds: 'answer-broken',
  },
  {
    name: 'an error beside a result',
    faults: [{ match: { route: '/table/incident' }, effect: 'error-object' }],
    finds: 'answer-broken',
  },
  { name: 'a clock two minutes off', prepare: ({ clock }) => clock.advance(120_000), finds: 'clock-off' },
  {
    name: 'a clock ten minutes off',
    prepare: ({ clock }) => clock.advance(-600_000),
    finds: 'clock-far-off',
  },
]
