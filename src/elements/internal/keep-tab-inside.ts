/**
 * Keeps Tab within the dialog that the key event is listened to on. What is behind it is inert, what is
 * around the element belongs to the host page.
 */
export function keepTabInside(event: KeyboardEvent): void {
  if (event.key !== 'Tab') return
  const dialog = event.currentTarget as HTMLElement
  const { target, shiftKey } = event
  const stops = [...dialog.querySelectorAll<HTMLElement>('button, a[href], [tabindex="0"]')]
  const [edge, next] = shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (target !== edge && !(shiftKey && target === dialog)) return
  event.preventDefault()
  next?.focus()
}
