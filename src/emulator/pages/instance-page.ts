import { html, raw } from 'hono/html'
import { principalOf } from '../acl.js'
import { type Instance } from '../instance.js'
import { demoClient } from '../oauth/oauth-client.js'
import { seededPassword, signInPeople } from '../seed/people.js'
import { consoleScript } from './console-script.js'
import { consoleStyles } from './console-styles.js'
import { faultSection } from './fault-section.js'
import { brand, type Markup, pageDocument } from './page-layout.js'
import { sessionCookie } from './page-session.js'
import { switchSection } from './switch-section.js'

/** The page of the instance itself: who you are, what happens, and everything that can be turned. */
export function instancePage(instance: Instance, request: Request): Markup {
  const name = personName(instance, request)
  const origin = instance.origin ?? new URL(request.url).origin
  return pageDocument(
    'Emulated ServiceNow instance',
    html`${raw(`<style>${consoleStyles}</style>`)}
      <main class="console">
        <div class="bar">
          <h1>${brand}</h1>
          <span class="figures" title="The instance's time, UTC"><time id="now">…</time> UTC</span>
          <span>Faults <span class="chip" id="armed">none</span></span>
          <span
            >${
              name === undefined
                ? html`<a href="/login.do">Sign in</a>`
                : html`<strong>${name}</strong> · <a href="/login.do">Switch</a> · <a href="/logout.do">Sign out</a>`
            }</span
          >
        </div>
        <p id="said" role="status"></p>
        <noscript><p class="problem">Without its script this page shows the instance and changes nothing.</p></noscript>
        <div class="sheet">
          <div>${logSection}</div>
          <div>${faultSection(instance.faults.plan)} ${clockSection} ${recordSection} ${startSection(origin)}</div>
          ${switchSection(instance.switches)}
        </div>
      </main>
      ${raw(`<script>${consoleScript}</script>`)}`,
  )
}

function personName(instance: Instance, request: Request): string | undefined {
  const cookies = request.headers.get('Cookie') ?? ''
  const id = new RegExp(`(?:^|;\\s*)${sessionCookie}=([^;]+)`).exec(cookies)?.[1]
  const session = instance.sessions.get(id)
  if (session === undefined || session.isForApisOnly) return undefined
  return principalOf(instance.store, session.userName)?.name
}

const logSection = html`<section aria-labelledby="log-title">
    <div class="head">
      <h2 id="log-title">Requests <span id="live" class="ok small">live</span></h2>
      <label class="hidden" for="filter">Filter</label>
      <input id="filter" type="text" placeholder="Filter" autocomplete="off" size="14" />
      <button id="pause" type="button" aria-pressed="false">Pause</button>
      <button id="empty-log" type="button">Empty</button>
    </div>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="log-title">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">Status</th>
            <th scope="col" class="number narrow-away">Took</th>
            <th scope="col" class="narrow-away">Who</th>
            <th scope="col">Fault</th>
          </tr>
        </thead>
        <tbody id="requests"></tbody>
      </table>
      <p class="nothing" id="no-requests">No request yet. The first one shows up here by itself.</p>
    </div>
  </section>
  <section aria-labelledby="writes-title">
    <h2 id="writes-title">Writes, as committed</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="writes-title">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">What</th>
            <th scope="col">Table</th>
            <th scope="col">Record</th>
            <th scope="col">Columns</th>
            <th scope="col" class="narrow-away">Who</th>
            <th scope="col">Visible</th>
          </tr>
        </thead>
        <tbody id="writes"></tbody>
      </table>
      <p class="nothing" id="no-writes">Nothing has been written.</p>
    </div>
  </section>`

const clockSection = html`<section aria-labelledby="clock-title">
  <h2 id="clock-title">Time</h2>
  <div class="body">
    <p class="small muted">Tokens expire, tickets close and late writes appear by this clock.</p>
    <div class="row">
      ${['1m', '30m', '1h', '1d', '100d'].map(
        (step) => html`<button type="button" data-advance="${step}">+${step}</button>`,
      )}
    </div>
    <div class="row">
      <label class="hidden" for="moment">Moment (UTC)</label>
      <input id="moment" type="datetime-local" step="1" value="2026-01-15T09:00" />
      <button id="set-clock" type="button">Set</button>
      <label class="hidden" for="speed">Speed</label>
      <select id="speed">
        <option value="0">stands still</option>
        <option value="1" selected>real pace</option>
        <option value="60">60 times faster</option>
        <option value="3600">an hour a second</option>
      </select>
    </div>
  </div>
</section>`

const recordSection = html`<section aria-labelledby="instance-title">
  <h2 id="instance-title">Instance</h2>
  <div class="body">
    <div class="row">
      <label class="hidden" for="person">Person</label>
      <select id="person">
        ${signInPeople.map(({ userName }) => html`<option>${userName}</option>`)}
      </select>
      <button id="revoke" type="button">End all tokens</button>
    </div>
    <div class="row">
      <button type="button" data-post="scans">Finish antivirus scans</button>
      <button type="button" data-post="auto-close">Close what is long resolved</button>
    </div>
    <div class="row">
      <a class="button" href="/__emulator/export" download="instance.json">Export records</a>
      <label class="button" for="import">Import records</label>
      <input class="hidden" id="import" type="file" accept="application/json,.json" />
      <button id="reset" type="button">Reset everything</button>
    </div>
  </div>
</section>`

const startSection = (origin: string): Markup => html`<section aria-labelledby="start-title">
  <h2 id="start-title">Start here</h2>
  <div class="body">
    <pre tabindex="0">
curl -u beth.anglin:${seededPassword} \\
  '${origin}/api/now/table/incident?sysparm_limit=1'</pre
    >
    <dl class="plain small row">
      <dt>OAuth client</dt>
      <dd><code>${demoClient.clientId}</code></dd>
      <dt>Secret</dt>
      <dd><code>${demoClient.clientSecret}</code></dd>
      <dt>Password</dt>
      <dd><code>${seededPassword}</code>, everybody’s</dd>
      ${signInPeople.map(
        ({ userName, name, role }) =>
          html`<dt><code>${userName}</code></dt>
            <dd>${name}, ${role}</dd>`,
      )}
    </dl>
  </div>
</section>`
