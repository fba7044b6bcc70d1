import type { SignInNavigation } from './types.js'

const size = { width: 520, height: 720 }
/** One name: a second click finds the window of the first. */
const windowName = 'snowline-sign-in'

/** The sign-in window of a real browser. Touches the DOM only when it is called. */
export const browserNavigation: SignInNavigation = {
  open(url) {
    let popup = openWindow(url)
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
        else popup = openWindow(address) ?? popup
      },
      close: () => popup?.close(),
    }
  },
  assign: (url) => location.assign(url),
  get returnTo() {
    return location.href
  },
}

function openWindow(url: string): Window | null {
  const left = Math.round(screenX + (outerWidth - size.width) / 2)
  const top = Math.round(screenY + (outerHeight - size.height) / 2)
  return open(url, windowName, `popup,width=${size.width},height=${size.height},left=${left},top=${top}`)
}
