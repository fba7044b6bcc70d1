import { changeUser } from '../changes.js'
import type { Patient } from '../examine.js'
import type { Fault } from './fault.js'

export const personFaults: readonly Fault[] = [
  { name: 'a wrong password', password: 'wrong', finds: 'person-refused' },
  {
    name: 'an inactive account',
    prepare: changeUser('beth.anglin', { active: 'false' }),
    finds: 'person-refused',
  },
  {
    name: 'a locked account',
    prepare: changeUser('beth.anglin', { locked_out: 'true' }),
    finds: 'person-refused',
  },
  {
    name: 'an account with a second factor',
    prepare: changeUser('beth.anglin', { enable_multifactor_authn: 'true' }),
    finds: 'person-refused',
  },
  { name: 'an account that reads only', as: 'oscar.auditor', finds: 'person-read-only' },
  {
    name: 'a session that the instance ended',
    as: 'nobody',
    options: { person: session(undefined) },
    finds: 'session-ended',
  },
  {
    name: 'a token that dies meanwhile',
    faults: [{ match: { route: '/table/incident' }, effect: 'token-death' }],
    finds: 'session-ended',
  },
  {
    name: 'a sign-in that took too long',
    options: { reported: 'SNOW_STATE_EXPIRED' },
    finds: 'sign-in-expired',
  },
  {
    name: 'a sign-in that was never finished',
    options: { reported: 'SNOW_SIGN_IN_TIMEOUT' },
    finds: 'sign-in-expired',
  },
  {
    name: 'a sign-in in two browsers',
    options: { reported: 'SNOW_STATE_INVALID' },
    finds: 'sign-in-mixed-up',
  },
  {
    name: 'a sign-in that was denied',
    options: { reported: 'SNOW_SIGN_IN_DENIED' },
    finds: 'sign-in-denied',
  },
  { name: 'a blocked popup', options: { reported: 'SNOW_POPUP_BLOCKED' }, finds: 'popup-blocked' },
  { name: 'a code that was refused', options: { reported: 'SNOW_TOKEN_REFUSED' }, finds: 'code-refused' },
  {
    name: 'a page that is not listed',
    options: { reported: 'SNOW_ORIGIN_NOT_ALLOWED' },
    finds: 'origin-not-listed',
  },
]

function session(accessToken: string | undefined): NonNullable<NonNullable<Patient['options']>['person']> {
  return { kind: 'session', accessToken, refresh: () => Promise.resolve(undefined) }
}
