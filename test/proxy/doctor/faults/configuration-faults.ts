import { goodKey } from '../examine.js'
import type { Fault } from './fault.js'

const page = 'https://www.example.com'

export const configurationFaults: readonly Fault[] = [
  { name: 'no secret', instance: { clientSecret: '' }, finds: 'configuration-invalid' },
  { name: 'a misspelt key', config: { orgins: [page] }, finds: 'configuration-invalid' },
  {
    name: 'an instance by plain http',
    instance: { url: 'http://acme.test' },
    finds: 'configuration-invalid',
  },
  { name: 'an id that is not configured', options: { instance: 'test' }, finds: 'configuration-invalid' },
  {
    name: 'spaces around a value',
    options: { configWarnings: [{ kind: 'spaces', name: 'SNOWLINE_CLIENT_SECRET' }] },
    finds: 'configuration-spaces',
  },
  {
    name: 'a variable that nobody reads',
    options: { configWarnings: [{ kind: 'unknown', name: 'SNOWLINE_ORIGN' }] },
    finds: 'configuration-unknown',
  },
  { name: 'a secret copied masked', instance: { clientSecret: '••••••••' }, finds: 'credentials-mangled' },
  { name: 'a secret in quotes', instance: { clientSecret: '"abc"' }, finds: 'credentials-mangled' },
  { name: 'an id with a line break', instance: { clientId: 'snow\nline' }, finds: 'credentials-mangled' },
  { name: 'a short seal key', config: { sealKeys: ['c2hvcnQ'] }, finds: 'seal-keys-invalid' },
  {
    name: 'a seal key that is no base64url',
    config: { sealKeys: ['+'.repeat(50)] },
    finds: 'seal-keys-invalid',
  },
  { name: 'no seal key', config: { sealKeys: [] }, finds: 'seal-keys-invalid' },
  { name: 'a seal key twice', config: { sealKeys: [goodKey, goodKey] }, finds: 'seal-key-repeated' },
  { name: 'an origin with a slash at its end', config: { origins: [`${page}/`] }, finds: 'origin-invalid' },
  {
    name: 'an origin by plain http',
    config: { origins: ['http://www.example.com'] },
    finds: 'origin-invalid',
  },
  {
    name: 'a pattern for an origin',
    config: { origins: ['https://*.example.com'] },
    finds: 'origin-invalid',
  },
  {
    name: 'a page on another site',
    config: { origins: ['https://www.example.org'] },
    finds: 'origin-other-site',
  },
  {
    name: 'a page of another customer of the same host',
    config: { publicUrl: 'https://sn.pages.dev', origins: ['https://acme.pages.dev'] },
    redirectUris: ['https://sn.pages.dev/callback/prod'],
    finds: 'origin-other-site',
  },
]
