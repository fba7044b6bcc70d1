import type { Page } from './driver/driver.js'

/** A PNG of one pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Pastes a picture into a field, as the clipboard would. */
export async function pastePicture(page: Page, css: string): Promise<void> {
  await page.waitFor({ css })
  await page.evaluate(
    (selector: string, base64: string) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
      const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true })
      // Not every browser takes the clipboard's content from the constructor.
      Object.defineProperty(event, 'clipboardData', { value: transfer })
      const visit = (root: Document | ShadowRoot): Element | undefined => {
        for (const element of root.querySelectorAll('*')) {
          if (element.matches(selector) && element.checkVisibility()) return element
          const inner = element.shadowRoot === null ? undefined : visit(element.shadowRoot)
          if (inner !== undefined) return inner
        }
        return undefined
      }
      visit(document)!.dispatchEvent(event)
    },
    css,
    png,
  )
}
