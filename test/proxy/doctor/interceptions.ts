import type { Patient } from './examine.js'

type Interception = NonNullable<Patient['intercept']>

/** Pages that say what is wrong, and in no word that the doctor knows. */
export const inAnotherLanguage: Interception = async (request, onward) => {
  const answer = await onward(request)
  if (answer.ok || new URL(request.url).pathname !== '/oauth_auth.do') return answer
  const page = await answer.text()
  const isOfClient = page.includes('client_id')
  const words = isOfClient ? 'Anwendung unbekannt' : page.includes('redirect_uri') ? 'Ziel unbekannt' : page
  return new Response(`<p>${words}</p>`, { status: answer.status, headers: { 'Content-Type': 'text/html' } })
}

export const withoutRefreshToken: Interception = changedTokens(({ refresh_token: _, ...body }) => body)

/** The first token is the emulator's; a renewal gives another one in place of it. */
export const withNewRefreshTokens: Interception = async (request, onward) => {
  const isRenewal = (await request.clone().text()).includes('grant_type=refresh_token')
  if (!isRenewal) return onward(request)
  return changedTokens((body) => ({ ...body, refresh_token: 'a-new-one' }))(request, onward)
}

function changedTokens(changed: (body: Record<string, unknown>) => Record<string, unknown>): Interception {
  return async (request, onward) => {
    const answer = await onward(request)
    if (!request.url.endsWith('/oauth_token.do') || !answer.ok) return answer
    return Response.json(changed((await answer.json()) as Record<string, unknown>))
  }
}
