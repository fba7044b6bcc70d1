import { sessionChannel } from '../../protocol/proxy-contract.js'
import type { ProxyAnswer } from '../exchange.js'
import { html, Markup, scriptLiteral } from './html.js'
import { page } from './page.js'

const tick = new Markup(
  '<svg class="mark done" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">' +
    '<circle cx="16" cy="16" r="14"/><path d="m10 16.5 4 4 8-9"/></svg>',
)

/**
 * The last page of the popup: tells every page that might wait that it should ask again, and closes. It
 * carries no secret, so that it does not matter who else hears it.
 */
export function signedInPage(origins: readonly string[]): ProxyAnswer {
  return page({
    status: 200,
    title: 'You are signed in',
    body: html`${tick}
      <h1>You are signed in.</h1>
      <p class="muted">You can close this window.</p>`,
    script: html`
      const name = ${scriptLiteral(sessionChannel)};
      const attempt = (act) => { try { act() } catch {} };
      attempt(() => new BroadcastChannel(name).postMessage('changed'));
      attempt(() => localStorage.setItem(name, String(Date.now())));
      for (const origin of ${scriptLiteral(origins)}) {
        attempt(() => opener?.postMessage({ type: name }, origin));
      }
      window.close();
    `,
  })
}
