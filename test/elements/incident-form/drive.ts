import type { IncidentFormElement } from '../../../src/elements/incident-form/incident-form-element.js'

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What a form shows, by a selector within it. */
export function part<T extends HTMLElement = HTMLElement>(form: IncidentFormElement, selector: string): T {
  const found = form.shadowRoot?.querySelector<T>(selector)
  if (!found) throw new Error(`The form shows no ${selector}`)
  return found
}

/** Types a text, or chooses a value, as a person does. */
export function fill(form: IncidentFormElement, field: string, text: string): void {
  const typed = part(form, `#${field}`) as Typed
  typed.value = text
  typed.dispatchEvent(new Event(typed instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}

export function chooseLevel(form: IncidentFormElement, name: 'impact' | 'urgency', level: string): void {
  part<HTMLInputElement>(form, `input[name="${name}"][value="${level}"]`).click()
}

/** Presses the form's one button. */
export function submit(form: IncidentFormElement): void {
  part(form, 'button[type="submit"]').click()
}

/** Presses the yes of the confirmation. */
export function confirm(form: IncidentFormElement): void {
  part(form, '.sheet .primary').click()
}

/** Files as they come from a paste or a drop. */
export function transferOf(files: readonly File[], text?: string): DataTransfer {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  if (text !== undefined) transfer.setData('text/plain', text)
  return transfer
}

export function paste(target: Element, transfer: DataTransfer): ClipboardEvent {
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true })
  // Firefox makes an empty one of its own out of the option of that name.
  Object.defineProperty(event, 'clipboardData', { value: transfer })
  target.dispatchEvent(event)
  return event
}

export function drop(target: Element, transfer: DataTransfer): DragEvent {
  const event = new DragEvent('drop', {
    bubbles: true,
    cancelable: true,
    composed: true,
    dataTransfer: transfer,
  })
  target.dispatchEvent(event)
  return event
}
