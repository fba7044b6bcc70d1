import { problem, type Outcome } from './check.js'

/** The page of a hibernating developer instance came in place of an answer. */
export function asleep(): Outcome {
  return problem('instance-asleep', {
    found: 'The instance answers every address with its hibernation page.',
    cause: 'A personal developer instance goes to sleep when nobody has used it for a while.',
    change: [
      'Sign in to developer.servicenow.com with the account that owns the instance and choose "Wake instance"; it takes some minutes.',
    ],
  })
}
