import { ApiError } from '../api-error.js'
import { type Instance } from '../instance.js'
import { type ApiContext } from './api-env.js'
import { errorBody } from './error-body.js'

/** The answer to whatever a route threw: the instance's error body, and never a stack trace. */
export function answerError(instance: Instance, error: Error, c: ApiContext): Response {
  const known = error instanceof ApiError ? error : new ApiError(500, 'Unexpected error', 'See the log')
  if (known !== error) console.error('[snowline emulator]', error)
  const { status, headers } = known
  if (!c.req.path.startsWith('/api/') && c.req.path !== '/angular.do') {
    return new Response('The instance could not answer this.', { status, headers })
  }
  return new Response(JSON.stringify(errorBody(instance, known)), {
    status,
    headers: { ...headers, 'Content-Type': 'application/json;charset=UTF-8' },
  })
}
