import { errorKinds, type FixedBy, type SnowErrorCode } from '../../shared/error-codes.js'

export interface ProblemText {
  readonly title: string
  readonly explanation: string
  readonly fixedBy: string
}

type Texts = Partial<Record<SnowErrorCode, readonly [title: string, explanation: string]>>

const texts: Texts = {
  SNOW_SIGN_IN_DENIED: [
    'You were not connected',
    'ServiceNow was told not to allow the connection, so nothing was shared.',
  ],
  SNOW_STATE_EXPIRED: [
    'The sign-in took too long',
    'For your safety a sign-in must be finished within twenty minutes.',
  ],
  SNOW_STATE_INVALID: [
    'This sign-in cannot be finished here',
    'It was begun in another browser, was already finished, or its address was changed.',
  ],
  SNOW_TOKEN_REFUSED: [
    'ServiceNow did not complete the connection',
    'You signed in, but ServiceNow refused to connect this application.',
  ],
  SNOW_NO_SIGN_IN: [
    'There is nothing to sign in to',
    'The application connects to ServiceNow with an account of its own, so nobody signs in here.',
  ],
  SNOW_INSTANCE_UNKNOWN: [
    'This connection is not set up',
    'The application asked for a ServiceNow instance that is not configured here.',
  ],
  SNOW_REQUEST_REFUSED: [
    'This sign-in was not started',
    'The application asked to return to an address that is not allowed, or opened this page in a frame.',
  ],
  SNOW_ROUTE_UNKNOWN: ['There is nothing here', 'The address does not belong to this service.'],
  SNOW_INSTANCE_ASLEEP: [
    'ServiceNow is asleep',
    'The instance is hibernating, as developer instances do when nobody uses them.',
  ],
  SNOW_INSTANCE_UNREACHABLE: ['ServiceNow cannot be reached', 'The instance did not answer.'],
  SNOW_TIMEOUT: ['ServiceNow takes too long', 'The instance did not answer in time.'],
  SNOW_RATE_LIMITED: ['ServiceNow is busy', 'The instance has had too many requests for the moment.'],
  SNOW_INSTANCE_FAILED: ['ServiceNow had a problem', 'The instance answered with an error of its own.'],
  SNOW_BAD_RESPONSE: [
    'ServiceNow gave an unexpected answer',
    'The instance answered with something that is no answer to a sign-in.',
  ],
}

const remedies: Readonly<Record<FixedBy, string>> = {
  person: 'You can start again.',
  admin: 'Starting again may help. If it does not, show this page to a ServiceNow administrator.',
  host: 'Show this page to the people who run the application you came from.',
  wait: 'Wait a moment, then start again.',
}

/** What a person reads about an error of the sign-in. */
export function problemText(code: SnowErrorCode): ProblemText {
  const [title, explanation] = texts[code] ?? ['Something went wrong', 'The sign-in could not be finished.']
  return { title, explanation, fixedBy: remedies[errorKinds[code].fixedBy] }
}
