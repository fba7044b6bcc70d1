import { loadPart } from './load-part.js'
import type { SessionForm } from './session-form.js'

/** A form that is loaded with the page's first question: pages of the default form never pay for it. */
export function lazyForm(importForm: () => Promise<SessionForm>): SessionForm {
  let form: SessionForm | undefined
  let loading: Promise<SessionForm> | undefined
  const load = (): Promise<SessionForm> => {
    const started = (loading ??= loadPart(importForm()).then((loaded) => (form = loaded)))
    started.catch(() => {
      if (loading === started) loading = undefined
    })
    return started
  }
  return {
    loginUrl: (flow) => form?.loginUrl(flow),
    prepareLogin: async (flow) => (await load()).prepareLogin(flow),
    fetch: async (url, init) => (await load()).fetch(url, init),
    takeIn: async (signal) => (await load()).takeIn(signal),
    complete: async (session) => (await load()).complete(session),
    signOut: async (tell) => (await load()).signOut(tell),
  }
}
