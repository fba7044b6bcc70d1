import { proxyPath, type SignInFlow } from '../../protocol/proxy-contract.js'
import type { SnowError } from '../../shared/errors.js'
import { statusOf, type ProxyAnswer } from '../exchange.js'
import type { Instance, Settled } from '../settle.js'
import { html, Markup, nothing } from './html.js'
import { page } from './page.js'
import { problemText } from './problem-text.js'

export interface ProblemContext {
  /** The instance of the sign-in; without one there is nothing to start again. */
  readonly instance?: Instance
  readonly flow?: SignInFlow
  readonly returnTo?: string | undefined
}

const sign = new Markup(
  '<svg class="mark problem" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">' +
    '<circle cx="16" cy="16" r="14"/><path d="M16 9v9m0 4.5v.5"/></svg>',
)

/** Says what went wrong with a sign-in, who can end it, and offers the way on. */
export function problemPage(
  settled: Settled,
  error: SnowError,
  { instance, flow = 'popup', returnTo }: ProblemContext,
): ProxyAnswer {
  const { title, explanation, fixedBy } = problemText(error.code)
  const label = instance === undefined ? '' : ` (${instance.label})`
  const code = [error.code, error.instanceMessage, error.transactionId].filter(Boolean).join(' · ')
  const answer = page({
    status: statusOf(error),
    title,
    body: html`${sign}
      <h1>${title}</h1>
      <p>${explanation}</p>
      <p class="muted">${fixedBy}</p>
      ${actions(settled, { ...(instance === undefined ? {} : { instance }), flow, returnTo })}
      <p class="muted small">${code}${label}</p>`,
  })
  return { ...answer, failure: error }
}

function actions({ basePath }: Settled, { instance, flow = 'popup', returnTo }: ProblemContext): Markup {
  if (instance === undefined) return nothing
  const query = new URLSearchParams({ flow, ...(returnTo === undefined ? {} : { return: returnTo }) })
  const again = `${basePath}${proxyPath.login(instance.id)}?${query.toString()}`
  // A redirect that lost its return address could not start again: the popup needs none.
  const canRestart = flow === 'popup' || returnTo !== undefined
  return html`<p class="actions">
    ${canRestart ? html`<a class="primary" href="${again}">Start again</a>` : nothing}
    ${
      flow === 'redirect' && returnTo !== undefined
        ? html`<a href="${returnTo}">Back to ${new URL(returnTo).host}</a>`
        : nothing
    }
  </p>`
}
