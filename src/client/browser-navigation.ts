import type { SignInNavigation } from './types.js'

const size = { width: 520, height: 720 }
/** The sign-in window of a real browser. Touches the DOM only when it is called. */
export const browserNavigation: SignInNavigation = {
  open(url, name) {
    let popup = openWindow(url, name)
    if (popup === null) return null
    let address = url
    return {
      go(other) {
        address = other
        if (popup !== null) popup.location.href = other
      },
      focus() {
        // A pop-up behind another opener policy looks closed; a second window does no harm.
        if (popup?.closed === false) popup.focus()
        else popup = openWindow(address, name) ?? popup
      },
      close: () => popup?.close(),
      get closed() {
        return popup?.closed !== false
      },
    }
  },
  assign: (url) => location.assign(url),
  get returnTo() {
    return location.href
  },
  get focused() {
    return document.hasFocus()
  },
}

function openWindow(url: string, name: string): Window | null {
  const left = Math.round(screenX + (outerWidth - size.width) / 2)
  const top = Math.round(screenY + (outerHeight - size.height) / 2)
  const features = `popup,width=${size.width},height=${size.height},left=${left},top=${top}`
  const opened = open(url, name, features)
  // One that was there already, from an earlier try, may lie behind the page.
  opened?.focus()
  return opened
}
