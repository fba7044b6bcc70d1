import { html } from 'hono/html'
import { faultKinds, type FaultPlan } from '../faults/fault-plan.js'
import { faultExamples } from './fault-examples.js'
import { type Markup } from './page-layout.js'

/** Editor of the fault plan, with the one that is active: applying it must not take a plan away unseen. */
export const faultSection = (plan: FaultPlan): Markup => html`<section aria-labelledby="faults-title">
  <div class="head">
    <h2 id="faults-title">Faults</h2>
    <label class="hidden" for="example">Load an example</label>
    <select id="example">
      <option value="">Load an example…</option>
      ${Object.entries(faultExamples).map(
        ([name, plan]) => html`<option value="${planText(plan)}">${name}</option>`,
      )}
    </select>
  </div>
  <div class="body">
    <label class="hidden" for="plan">Fault plan, as JSON</label>
    <textarea id="plan" spellcheck="false" autocomplete="off" aria-describedby="problems">
${planText(plan)}</textarea>
    <ol class="problems" id="problems" aria-live="polite"></ol>
    <div class="row">
      <button class="primary" id="apply" type="button">Apply plan</button>
      <button id="clear" type="button">Clear</button>
      <span class="small muted" id="counts"></span>
    </div>
    <details class="other row">
      <summary>What can go wrong</summary>
      <dl class="plain small">
        ${Object.entries(faultKinds).map(
          ([kind, about]) =>
            html`<dt><code>${kind}</code></dt>
              <dd>${about.replaceAll('`', '')}</dd>`,
        )}
      </dl>
    </details>
  </div>
</section>`

/** One rule is short enough for a few lines; a plan is read, not only sent. */
function planText(plan: unknown): string {
  return `${JSON.stringify(plan, undefined, 2)}\n`
}
