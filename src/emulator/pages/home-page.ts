import { html } from 'hono/html'
import { demoClient } from '../oauth/oauth-client.js'
import { seededPassword, signInPeople } from '../seed/people.js'
import { switchDefinitions, type Switches, switchNames } from '../switches.js'
import { type Markup, pageLayout } from './page-layout.js'

/** The start page: who you are, who there is, and how the instance behaves. */
export function homePage(switches: Switches, personName: string | undefined): Markup {
  return pageLayout(
    'Emulated ServiceNow instance',
    html`<h1>A ServiceNow instance that runs here</h1>
      <p class="muted">
        ${
          personName === undefined
            ? html`Nobody is signed in. <a href="/login.do">Sign in</a>`
            : html`Signed in as <strong>${personName}</strong>. <a href="/logout.do">Sign out</a>`
        }
      </p>
      <h2>People</h2>
      <p class="small muted">Everybody’s password is <code>${seededPassword}</code>.</p>
      <table>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">User name</th>
          <th scope="col">Role</th>
        </tr>
        ${signInPeople.map(
          ({ name, userName, role }) =>
            html`<tr>
              <td>${name}</td>
              <td><code>${userName}</code></td>
              <td>${role}</td>
            </tr>`,
        )}
      </table>
      <h2>OAuth client</h2>
      <p><code>${demoClient.clientId}</code> with the secret <code>${demoClient.clientSecret}</code></p>
      <h2>Switches</h2>
      <table>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Now</th>
          <th scope="col">What it does</th>
        </tr>
        ${switchNames.map(
          (name) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td><code>${String(switches[name])}</code></td>
              <td>${switchDefinitions[name].description}</td>
            </tr>`,
        )}
      </table>`,
    'wide',
  )
}
