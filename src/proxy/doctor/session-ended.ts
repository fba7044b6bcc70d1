import { problem, type Outcome } from './check.js'

/** The instance takes the person's token no longer. */
export function sessionEnded(transactionId?: string): Outcome {
  return problem('session-ended', {
    found: 'The instance no longer accepts the token of this session, nor renews it.',
    cause:
      'The refresh token has reached its end, an admin revoked it, or the account was locked or made inactive.',
    change: [
      'Sign in again with the widget.',
      'If that fails too: in ServiceNow, User Administration > Users, the account: Active checked, Locked out not; and System OAuth > Manage Tokens, whether its tokens were revoked.',
    ],
    transactionId,
  })
}
