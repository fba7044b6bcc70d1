import { html, nothing, type LitElement, type TemplateResult } from 'lit'
import { between, lastDays } from '../../controllers/list-view-acts.js'
import type { LocaleController } from '../../controllers/locale-controller.js'
import type { ListFilter } from '../../state/list-view/list-filter.js'

export interface DateFilterOptions {
  readonly locale: LocaleController
  readonly change: (field: string, filter: ListFilter | undefined) => void
}

export interface DateFilter {
  readonly field: string
  readonly id: string
  readonly name: string
  readonly on: ListFilter | undefined
}

const spans = [1, 7, 30, 90] as const

/** A date: the last days, or between two days that the browser helps to choose. */
export function createDateFilter(host: LitElement, { locale, change }: DateFilterOptions) {
  /** Fields where two days are being chosen, with what is there of them. */
  const typed = new Map<string, { readonly from: string; readonly to: string }>()

  function onSpan(field: string, value: string): void {
    typed.delete(field)
    if (value === 'between') typed.set(field, { from: '', to: '' })
    change(field, /^\d+$/.test(value) ? lastDays(Number(value)) : undefined)
    host.requestUpdate()
  }

  function onDay(field: string, days: { readonly from: string; readonly to: string }): void {
    typed.set(field, days)
    if (isOrdered(days)) change(field, between(days.from, days.to))
    host.requestUpdate()
  }

  return ({ field, id, name, on }: DateFilter): TemplateResult => {
    const { list } = locale.messages
    const kept = on?.kind === 'between' ? on : undefined
    const days = typed.get(field) ?? kept
    const chosen = on?.kind === 'last-days' ? on.days : undefined
    const odd = chosen !== undefined && !(spans as readonly number[]).includes(chosen) ? [chosen] : []
    const day = (which: 'from' | 'to', label: string): TemplateResult =>
      html`<label class="field">
        <span class="hint">${label}</span>
        <input
          class="input"
          type="date"
          .value=${days?.[which] ?? ''}
          aria-invalid=${days !== undefined && !isOrdered(days)}
          @change=${(event: Event) =>
            onDay(field, {
              ...{ from: days?.from ?? '', to: days?.to ?? '' },
              [which]: (event.target as HTMLInputElement).value,
            })}
        />
      </label>`
    return html`<fieldset>
      <legend><label for=${id}>${name}</label></legend>
      <select
        class="input"
        id=${id}
        @change=${(event: Event) => onSpan(field, (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${days === undefined && chosen === undefined}>${list.anyDate}</option>
        ${[...spans, ...odd].map(
          (span) => html`<option value=${span} ?selected=${chosen === span}>${list.lastDays(span)}</option>`,
        )}
        <option value="between" ?selected=${days !== undefined}>${list.betweenDays}</option>
      </select>
      ${
        days === undefined
          ? nothing
          : html`<div class="days">${day('from', list.from)} ${day('to', list.to)}</div>
              ${isOrdered(days) ? nothing : html`<p class="problem hint" role="alert">${list.daysInOrder}</p>`}`
      }
    </fieldset>`
  }
}

function isOrdered({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return from === '' || to === '' || from <= to
}
