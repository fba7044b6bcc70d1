import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { ConnectionState } from '../../state/types.js'
import { emptyState } from './empty-state.js'
import { errorNotice } from './error-notice.js'

export interface SignInPrompt {
  readonly connection: ConnectionState | undefined
  /** Properties that the host page has yet to set. */
  readonly missing: readonly string[]
  /** What signing in is good for, here. */
  readonly lead: string
  readonly messages: Messages
  /** Called synchronously in the click. */
  readonly connect: () => void
  readonly retry: () => void
}

/** What an element shows while nobody is signed in, where no `<snow-connect>` or panel is around to say it. */
export function signInPrompt({
  connection,
  missing,
  lead,
  messages,
  ...acts
}: SignInPrompt): TemplateResult | typeof nothing {
  const { common, connect } = messages
  if (connection === undefined || connection.phase === 'unconfigured') {
    const names = connection?.missing ?? missing
    return names.length === 0
      ? nothing
      : emptyState({
          icon: 'warning',
          title: connect.unconfigured,
          lead: connect.unconfiguredLead(names.join(', ')),
        })
  }
  switch (connection.phase) {
    case 'checking':
      return html`<p class="visually-hidden" role="status">${connect.checking}</p>`
    case 'connecting':
      return emptyState({ icon: 'window', title: connect.waitingTitle, lead: connect.waitingLead })
    case 'offline':
      return emptyState({ icon: 'cloud', title: connect.offlineTitle, lead: connect.offlineLead })
    case 'failed':
      return errorNotice({ error: connection.error, messages, retry: acts.retry })
    default: {
      const instance = 'instance' in connection ? connection.instance : connection.session.instance
      if (instance.serviceAccount) {
        return emptyState({
          icon: 'warning',
          title: connect.hostTitle(instance.label),
          lead: connect.hostLead,
          action: { label: common.retry, run: acts.retry },
        })
      }
      return emptyState({
        icon: 'person',
        title: connect.title(instance.label),
        lead,
        action: { label: connect.connect, run: acts.connect, primary: true },
      })
    }
  }
}
