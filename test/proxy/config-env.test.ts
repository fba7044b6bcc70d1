import { expect } from 'chai'
import { readConfigFromEnv, type Environment } from '../../src/proxy/config-env.js'
import { proxyOrigin, sealKey } from './deployment.js'

const base: Environment = {
  PATH: '/usr/bin',
  SNOWLINE_PUBLIC_URL: proxyOrigin,
  SNOWLINE_ORIGINS: 'https://www.example.com, https://app.example.com',
  SNOWLINE_SEAL_KEYS: sealKey,
}
const single: Environment = {
  ...base,
  SNOWLINE_INSTANCE_URL: 'https://acme.service-now.com',
  SNOWLINE_CLIENT_ID: 'client',
  SNOWLINE_CLIENT_SECRET: 'secret',
}
const acme = {
  url: 'https://acme.service-now.com',
  clientId: 'client',
  clientSecret: 'secret',
  environment: 'production',
  refreshTokenLifeMs: 8_640_000_000,
  direct: false,
}

function messageOf(env: Environment, file?: unknown): string {
  try {
    readConfigFromEnv(env, { file, onWarning: () => undefined })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('readConfigFromEnv', () => {
  it('reads one instance without an id in its variables', () => {
    const config = readConfigFromEnv(single)
    expect(config.origins).to.deep.equal(['https://www.example.com', 'https://app.example.com'])
    expect(config.instances).to.deep.equal({ default: acme })
    const named = readConfigFromEnv({ ...single, SNOWLINE_INSTANCE_ID: 'prod', SNOWLINE_LABEL: 'Acme IT' })
    expect(named.instances).to.deep.equal({ prod: { ...acme, label: 'Acme IT' } })
  })

  it('leaves alone what edge runtimes bind beside texts', () => {
    const bound = { ...single, CACHE: { get: () => null }, SNOWLINE_LABEL: { get: () => null } }
    const config = readConfigFromEnv(bound, { onWarning: () => undefined })
    expect(config.instances).to.deep.equal({ default: acme })
  })

  it('reads several by their ids', () => {
    const config = readConfigFromEnv({
      ...base,
      SNOWLINE_INSTANCES: 'prod,acme-test',
      SNOWLINE_PROD_URL: 'https://acme.service-now.com',
      SNOWLINE_PROD_CLIENT_ID: 'client',
      SNOWLINE_PROD_CLIENT_SECRET: 'secret',
      SNOWLINE_ACME_TEST_URL: 'https://acmetest.service-now.com',
      SNOWLINE_ACME_TEST_CLIENT_ID: 'b',
      SNOWLINE_ACME_TEST_CLIENT_SECRET: 'c',
      SNOWLINE_ACME_TEST_ENVIRONMENT: 'test',
    })
    expect(config.instances['prod']).to.deep.equal(acme)
    expect(config.instances['acme-test']).to.include({ clientId: 'b', environment: 'test' })
  })

  it('lets variables win over the file, key by key', () => {
    const file = {
      publicUrl: 'https://old.example.com',
      origins: ['https://www.example.com'],
      sealKeys: [sealKey],
      instances: { prod: { ...acme, clientSecret: 'old' } },
    }
    const env = { SNOWLINE_PUBLIC_URL: proxyOrigin, SNOWLINE_PROD_CLIENT_SECRET: 'secret' }
    const config = readConfigFromEnv(env, { file })
    expect(config.publicUrl).to.equal(proxyOrigin)
    expect(config.instances).to.deep.equal({ prod: acme })
    expect(
      readConfigFromEnv({ SNOWLINE_CLIENT_SECRET: 'short' }, { file }).instances['prod']?.clientSecret,
    ).to.equal('short')
  })

  it('names each problem with its variable', () => {
    const message = messageOf({ SNOWLINE_INSTANCES: 'prod', SNOWLINE_ORIGINS: '*' })
    for (const name of [
      'PUBLIC_URL',
      'ORIGINS',
      'SEAL_KEYS',
      'PROD_URL',
      'PROD_CLIENT_ID',
      'PROD_CLIENT_SECRET',
    ]) {
      expect(message).to.contain(`(SNOWLINE_${name})`)
    }
    expect(messageOf({})).to.contain('SNOWLINE_INSTANCES or SNOWLINE_INSTANCE_URL')
    expect(messageOf({ ...single, SNOWLINE_CLIENT_ID: '' })).to.contain('(SNOWLINE_CLIENT_ID): is missing')
  })

  it('warns of spaces and of variables that it does not know, without their values', () => {
    const warnings: string[] = []
    const onWarning = (text: string): void => void warnings.push(text)
    const env = {
      ...single,
      SNOWLINE_CLIENT_SECRET: ' canary ',
      SNOWLINE_ORIGIN: 'canary',
      SNOWLINE_PORT: '1',
    }
    expect(readConfigFromEnv(env, { onWarning }).instances['default']?.clientSecret).to.equal('canary')
    expect(warnings).to.have.length(2)
    expect(warnings.join()).to.contain('SNOWLINE_CLIENT_SECRET').and.to.contain('SNOWLINE_ORIGIN ')
    expect(warnings.join()).not.to.contain('canary')
  })

  it('refuses a file that is no object', () => {
    for (const file of [[], 'x', 7, null]) expect(messageOf(single, file)).not.to.equal('')
    expect(messageOf(base, { instances: [] })).to.contain('instances')
  })
})
