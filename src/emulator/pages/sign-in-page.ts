import { html } from 'hono/html'
import { type SeededPerson } from '../emulator-options.js'
import { type Markup, pageLayout } from './page-layout.js'

const roleNames: Readonly<Record<SeededPerson['role'], string>> = {
  requester: 'Requester',
  itil: 'Agent',
  admin: 'Admin',
  service: 'Service account',
}

export interface SignIn {
  readonly people: readonly SeededPerson[]
  readonly password: string
  /** Where the person goes once signed in. */
  readonly goto: string
  readonly problem?: string
}

/** The sign-in form: the seeded people at one click, and fields for anybody else. */
export function signInPage({ people, password, goto, problem }: SignIn): Markup {
  return pageLayout(
    'Sign in',
    html`<h1>Sign in</h1>
      <p class="muted">Choose who you are. Everybody’s password is <code>${password}</code>.</p>
      ${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
      <form method="post" action="/oauth_login.do">
        <input type="hidden" name="goto" value="${goto}" />
        <ul class="people">
          ${people.map((person, index) => personRow(person, index === 0))}
        </ul>
      </form>
      <details class="other" ${problem === undefined ? '' : 'open'}>
        <summary>Another account</summary>
      <form method="post" action="/oauth_login.do">
        <input type="hidden" name="goto" value="${goto}" />
        <label for="user_name">User name</label>
        <input
          id="user_name"
          name="user_name"
          type="text"
          autocomplete="username"
          autocapitalize="off"
          required
        />
        <label for="user_password">Password</label>
        <input
          id="user_password"
          name="user_password"
          type="password"
          autocomplete="current-password"
          value="${password}"
        />
        <div class="actions"><button class="primary">Sign in</button></div>
      </form>
      </details>`,
  )
}

function personRow({ userName, name, role, title }: SeededPerson, isFirst: boolean): Markup {
  const initials = name
    .split(' ')
    .map((part) => part[0])
    .join('')
  return html`<li>
    <button name="person" value="${userName}" ${isFirst ? 'autofocus' : ''}>
      <span class="face" aria-hidden="true">${initials}</span>
      <span class="name">${name}</span>
      <span class="role">${roleNames[role]}</span>
      <span class="small muted">${userName} · ${title}</span>
    </button>
  </li>`
}
