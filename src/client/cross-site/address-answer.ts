/** What a page was called with when it is the bridge page of a sign-in. */
export interface AddressAnswer {
  readonly state: string
  /** The parameters as they came. */
  readonly answer: string
}

/**
 * Takes the answer of a sign-in out of the page's address, where the page is the bridge: before any other
 * script has read it, and so that neither a bookmark nor the history keeps it.
 */
export function takeAnswerFromAddress(bridge: string): AddressAnswer | undefined {
  if (typeof location === 'undefined') return undefined
  const here = new URL(location.href)
  const answer = here.hash.slice(1)
  const state = new URLSearchParams(answer).get('state')
  if (`${here.origin}${here.pathname}${here.search}` !== bridge || state === null) return undefined
  history.replaceState(history.state, '', `${here.pathname}${here.search}`)
  return { state, answer }
}
