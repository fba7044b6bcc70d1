/** Copies where the browser allows it; where it does not, nothing happens. */
export function copyText(text: string): void {
  navigator.clipboard?.writeText(text).catch(() => undefined)
}
