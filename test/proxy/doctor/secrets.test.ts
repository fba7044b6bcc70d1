import { expect } from 'chai'
import { createEmulator } from '../../../src/emulator/create-emulator.js'
import type { Emulator } from '../../../src/emulator/emulator-options.js'
import type { DoctorOptions } from '../../../src/proxy/doctor/doctor-options.js'
import { redacted, secretsOf } from '../../../src/proxy/doctor/redacted.js'
import { runDoctor } from '../../../src/proxy/doctor/run-doctor.js'
import { createSupportBundle } from '../../../src/proxy/doctor/support-bundle.js'
import { changeClient, changeUser } from './changes.js'
import { callback, configOf } from './examine.js'
import { createWatch, everythingSaid } from './watch.js'

const canary = {
  secret: 'canary-client-secret-4711',
  previous: 'canary-of-another-instance-4712',
  key: 'Y2FuYXJ5IG9mIGEgc2VhbCBrZXksIHRoYXQgaXMgbG9uZw',
  password: 'canary-password-4713',
  email: 'canary.person@example.com',
  name: 'Canary Person',
}

const config = {
  ...configOf({ config: { sealKeys: [canary.key] } }),
  instances: {
    prod: { url: 'https://acme.service-now.test', clientId: 'snowline-demo', clientSecret: canary.secret },
    test: { url: 'https://test.service-now.test', clientId: 'other', clientSecret: canary.previous },
  },
}

async function canaryInstance(): Promise<Emulator> {
  const emulator = createEmulator({ redirectUris: [callback] })
  await changeClient({ client_secret: canary.secret })(emulator)
  await changeUser('beth.anglin', { email: canary.email, name: canary.name })(emulator)
  return emulator
}

/** The emulator with a password of its own. */
function withPassword({ fetch }: Emulator): (request: Request) => Promise<Response> {
  return async (given) => {
    const headers = new Headers(given.headers)
    const basic = /^Basic (.+)$/.exec(headers.get('Authorization') ?? '')?.[1]
    if (basic !== undefined) {
      headers.set('Authorization', `Basic ${btoa(atob(basic).replace(canary.password, 'snowline'))}`)
    }
    const { url, method } = given
    const body = method === 'POST' ? (await given.text()).replace(canary.password, 'snowline') : undefined
    return fetch(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }))
  }
}

const person = { kind: 'password', userName: 'beth.anglin', password: canary.password } as const

describe('what the doctor says', () => {
  it('holds no secret, no token, no password and nobody’s name, healthy or with a wrong secret', async () => {
    for (const clientSecret of [canary.secret, `${canary.secret}-wrong`]) {
      const watch = createWatch([...Object.values(canary), clientSecret])
      const instances = { ...config.instances, prod: { ...config.instances.prod, clientSecret } }
      const options: DoctorOptions = {
        config: { ...config, instances },
        fetch: watch.fetchOf(withPassword(await canaryInstance())),
        person,
      }
      const said = everythingSaid(await runDoctor(options), options)
      expect(watch.size).to.be.greaterThan(Object.keys(canary).length)
      expect(said).to.contain('snowline-support/1').and.to.contain('acme.service-now.test')
      watch.check(said)
    }
  })

  it('repeats nothing of an instance that says back what it was sent', async () => {
    const words = Object.values(canary).join(' ')
    for (const [status, type, text] of [
      [403, 'application/json', JSON.stringify({ error: { message: words, detail: words } })],
      [
        200,
        'application/json',
        JSON.stringify({ result: [{ sys_id: words, name: words, value: words }], error: words }),
      ],
      [200, 'text/html', `<p>Invalid ${words}</p>`],
      [302, 'text/html', ''],
    ] as const) {
      const watch = createWatch(Object.values(canary))
      const emulator = await canaryInstance()
      let asked = 0
      const honest = watch.fetchOf(withPassword(emulator))
      const options: DoctorOptions = {
        config,
        person,
        // Honest at first, so that every later check comes to meet it.
        fetch: async (input, init) => {
          const answer = await honest(input, init)
          asked += 1
          if (asked <= 6) return answer
          const headers = {
            'Content-Type': type,
            Location: `https://acme.service-now.test/?x=${encodeURIComponent(words)}`,
            'X-Transaction-ID': canary.secret,
            'X-RateLimit-Limit': canary.password,
          }
          return new Response(text, { status, headers })
        },
      }
      watch.check(everythingSaid(await runDoctor(options), options))
    }
  })
})

describe('the support bundle', () => {
  it('copies of the configuration what is listed, and nothing that comes later', async () => {
    const emulator = await canaryInstance()
    const options: DoctorOptions = {
      config: {
        ...config,
        session: { idleMs: 3_600_000 },
        crossSite: { bridges: ['https://app.example.org/snowline/bridge.html'] },
        instances: {
          ...config.instances,
          desk: {
            url: 'https://acme.service-now.test',
            serviceAccount: {
              grant: 'basic',
              username: 'canary.desk',
              password: canary.password,
              actingAs: 'canary.desk',
              filters: { incident: 'short_description=canary' },
              guard: {
                jwksUrl: 'https://www.example.com/keys',
                issuer: 'https://www.example.com',
                audience: 'desk',
              },
            },
          },
        },
      },
      sharedStore: true,
      fetch: (input, init) => emulator.fetch(new Request(input, init)),
    }
    const bundle = createSupportBundle(await runDoctor(options), options, {
      snowline: '0.1.0',
    })
    const { configuration, versions } = bundle
    expect(JSON.stringify(bundle)).not.to.match(/canary/i)
    expect(versions).to.deep.equal({ snowline: '0.1.0' })
    expect(configuration).to.have.all.keys(
      'publicUrl',
      'origins',
      'sealKeys',
      'instances',
      'session',
      'sharedStore',
      'crossSite',
      'limits',
    )
    expect(configuration?.sealKeys).to.equal(1)
    expect(configuration?.instances['prod']).to.deep.equal({
      url: 'https://acme.service-now.test',
      environment: 'production',
      direct: false,
      clientId: 'snowline-demo',
    })
    expect(configuration?.instances['desk']).to.deep.include({
      serviceAccount: {
        grant: 'basic',
        guarded: true,
        filters: ['incident'],
        openTables: ['sys_choice'],
        writableColumns: [],
      },
    })
    expect(configuration).to.deep.include({
      sharedStore: true,
      crossSite: {
        bridges: ['https://app.example.org/snowline/bridge.html'],
        idleMs: 28_800_000,
        absoluteMs: 43_200_000,
      },
    })
    expect(configuration?.session).to.deep.equal({ idleMs: 3_600_000, absoluteMs: 604_800_000 })
  })

  it('says nothing of a configuration that cannot be read', async () => {
    const options: DoctorOptions = {
      config: { ...config, publicUrl: `https://${canary.secret}`, sealKeys: 7 },
    }
    const bundle = createSupportBundle(await runDoctor(options), options, {})
    expect(JSON.stringify(bundle)).not.to.contain(canary.previous)
  })
})

describe('redacted', () => {
  it('takes values out of every text, and leaves ordinary words', () => {
    const secrets = secretsOf({ config, person }, { problems: [], config: undefined, instance: undefined })
    const before = { a: [`x ${canary.secret} y`, 7, null], b: { c: canary.key } }
    expect(redacted(before, new Set(secrets))).to.deep.equal({
      a: ['x [redacted] y', 7, null],
      b: { c: '[redacted]' },
    })
    // A password that is a word of ours would be told by its absence.
    expect(redacted('npx snowline doctor', new Set(['snowline']))).to.equal('npx snowline doctor')
  })
})
