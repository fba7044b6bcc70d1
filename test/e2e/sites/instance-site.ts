import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Emulator } from '../../../src/emulator/emulator-options.js'
import type { Deployment } from './deployment.js'
import type { TokenRecord } from './wire.js'

const openerPolicyHeader = 'Cross-Origin-Opener-Policy'

/** The instance behind its host name, with the opener policy of the deployment on everything it answers. */
export function instanceSite(
  emulator: Emulator,
  deployment: () => Deployment,
  tokens: TokenRecord,
): RequestListener {
  return getRequestListener(
    async (request) => {
      const isTokenRequest = new URL(request.url).pathname === '/oauth_token.do'
      const form = isTokenRequest ? new URLSearchParams(await request.clone().text()) : undefined
      const answer = await emulator.fetch(request)
      if (form !== undefined) await record(tokens, form, answer)
      const { instanceOpener } = deployment()
      if (instanceOpener === 'none') return answer
      const headers = new Headers(answer.headers)
      headers.set(openerPolicyHeader, instanceOpener)
      return new Response(answer.body, { status: answer.status, headers })
    },
    { overrideGlobalObjects: false },
  )
}

async function record(tokens: TokenRecord, form: URLSearchParams, answer: Response): Promise<void> {
  tokens.requests.push(form)
  if (!answer.ok) return
  const issued = (await answer.clone().json()) as Record<string, string | undefined>
  if (issued['access_token']) tokens.accessTokens.add(issued['access_token'])
  if (issued['refresh_token']) tokens.refreshTokens.add(issued['refresh_token'])
}
