import { html } from 'hono/html'
import { type Markup, pageLayout } from './page-layout.js'

export interface Consent {
  readonly clientName: string
  readonly personName: string
  readonly userName: string
  readonly redirectHost: string
  readonly action: string
  readonly formToken: string
}

/** Asks whether the client may act as the person: Allow or Deny. */
export function consentPage(consent: Consent): Markup {
  const { clientName, personName, userName, redirectHost, action, formToken } = consent
  return pageLayout(
    `Allow ${clientName}?`,
    html`<h1>Allow ${clientName} to use your account?</h1>
      <p class="muted">
        You are signed in as <strong>${personName}</strong>.
        <a href="/logout.do?goto=${encodeURIComponent(action)}">Not you?</a>
      </p>
      <p>${clientName} will be able to:</p>
      <ul class="grants">
        <li>read the tickets, articles and requests that you can see</li>
        <li>create and change tickets in your name</li>
      </ul>
      <p class="small muted">
        You return to <code>${redirectHost}</code>. Every change is recorded as made by ${userName}.
      </p>
      <form method="post" action="${action}">
        <input type="hidden" name="form_token" value="${formToken}" />
        <div class="actions">
          <button name="deny" value="true">Deny</button>
          <button class="primary" name="allow" value="true" autofocus>Allow</button>
        </div>
      </form>`,
  )
}
