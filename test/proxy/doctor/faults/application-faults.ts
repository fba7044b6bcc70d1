import { changeClient, setProperty } from '../changes.js'
import { callback, type Patient } from '../examine.js'
import { inAnotherLanguage } from '../interceptions.js'
import type { Fault } from './fault.js'

const oauthOff = setProperty('com.snc.platform.security.oauth.is.active', 'false')
const late = { switches: { 'authorize-checks': 'after-sign-in' } } as const satisfies Patient
const registered = (uri: string): Patient => ({ redirectUris: [uri] })

export const applicationFaults: readonly Fault[] = [
  { name: 'OAuth switched off', prepare: oauthOff, finds: 'oauth-inactive' },
  { name: 'OAuth switched off, for nobody', as: 'nobody', prepare: oauthOff, finds: 'oauth-inactive' },
  { name: 'another Client ID', instance: { clientId: 'c0ffee' }, finds: 'client-unknown' },
  {
    name: 'another Client ID, for nobody',
    as: 'nobody',
    instance: { clientId: 'c0ffee' },
    finds: 'client-unknown',
  },
  {
    name: 'another Client ID, for an admin',
    as: 'admin',
    instance: { clientId: 'c0ffee' },
    finds: 'client-unknown',
  },
  {
    name: 'another Client ID, where nothing is looked at before a sign-in',
    ...late,
    instance: { clientId: 'c0ffee' },
    finds: 'client-unknown',
  },
  { name: 'an inactive application', prepare: changeClient({ active: 'false' }), finds: 'client-inactive' },
  {
    name: 'an inactive application, for a requester',
    as: 'abel.tuter',
    prepare: changeClient({ active: 'false' }),
    finds: 'client-inactive',
  },
  {
    name: 'an inactive application, for an admin',
    as: 'admin',
    prepare: changeClient({ active: 'false' }),
    finds: 'client-inactive',
  },
  {
    name: 'an inactive application, where nothing is looked at before a sign-in',
    as: 'admin',
    ...late,
    prepare: changeClient({ active: 'false' }),
    finds: 'client-inactive',
  },
  {
    name: 'a public application',
    as: 'admin',
    prepare: changeClient({ public_client: 'true' }),
    finds: 'client-public',
  },
  {
    name: 'a sign-in address that refuses everything in one breath',
    faults: [
      {
        match: { route: '^/oauth_auth' },
        effect: { kind: 'html', status: 400, body: '<p>Nicht erlaubt</p>' },
      },
    ],
    as: 'nobody',
    finds: 'authorization-refused',
  },
  {
    name: 'another Client ID, on an instance that speaks another language',
    instance: { clientId: 'c0ffee' },
    intercept: inAnotherLanguage,
    finds: 'client-unknown',
  },
  {
    name: 'another redirect, on an instance that speaks another language',
    as: 'nobody',
    ...registered('https://else.example.com/x'),
    intercept: inAnotherLanguage,
    finds: 'redirect-mismatch',
  },
  { name: 'a slash at the end of the redirect', ...registered(`${callback}/`), finds: 'redirect-mismatch' },
  {
    name: 'another scheme of the redirect',
    as: 'nobody',
    ...registered(callback.replace('https', 'http')),
    finds: 'redirect-mismatch',
  },
  {
    name: 'another host of the redirect',
    as: 'admin',
    ...registered('https://snow.example.com/callback/prod'),
    finds: 'redirect-mismatch',
  },
  {
    name: 'a redirect that nobody can guess',
    ...registered('https://else.example.com/x'),
    finds: 'redirect-mismatch',
  },
  {
    name: 'a redirect that goes to the first registered one',
    as: 'admin',
    redirectUris: [`${callback}/`],
    switches: { 'redirect-match': 'first-registered' },
    finds: 'redirect-mismatch',
  },
]
