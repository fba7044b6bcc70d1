import { connectionDatabase } from './shared/connection-database.js'
import { sessionChannel } from './protocol/proxy-contract.js'

/*
 * The page that a sign-in of the cross-site form ends on, on the host's own origin. It keeps what it was
 * called with for the page that began the sign-in, which redeems it with its key, and closes. Where that
 * page is gone (a phone ended its tab), it goes back to where the person was: that page redeems it then.
 */

interface SignIn {
  readonly flow: string
  readonly returnTo: string
  readonly answer?: string
}

const patienceMs = 5_000
const askEveryMs = 150
/** However late it is: a tab that was frozen half-way locks the database, and needs a moment once it goes on. */
const leastAsked = 10

const answer = location.hash.slice(1)
// Before anything that waits: neither the history nor another script shall find it there.
history.replaceState(null, '', location.pathname + location.search)

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(connectionDatabase)
  // Only the SDK makes the database: where there is none, nobody began a sign-in here.
  request.onupgradeneeded = () => request.transaction?.abort()
  return result(request)
}

async function finish(): Promise<void> {
  const state = new URLSearchParams(answer).get('state') ?? ''
  const database = await open()
  const store = (mode: IDBTransactionMode): IDBObjectStore =>
    database.transaction('signIns', mode).objectStore('signIns')
  const read = (): Promise<SignIn | undefined> => result(store('readonly').get(state))
  const signIn = await read()
  if (signIn === undefined) throw new Error('not begun here')
  await result(store('readwrite').put({ ...signIn, answer }, state))
  if (signIn.flow === 'redirect') return location.replace(signIn.returnTo)

  new BroadcastChannel(sessionChannel).postMessage('changed')
  localStorage.setItem(sessionChannel, String(Date.now()))
  const end = Date.now() + patienceMs
  for (let asked = 0; asked < leastAsked || Date.now() < end; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    if ((await read()) !== undefined) continue
    say('done')
    return window.close()
  }
  location.replace(signIn.returnTo)
}

function say(name: 'done' | 'failed'): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-when]')) {
    line.hidden = line.dataset['when'] !== name
  }
}

finish().catch(() => say('failed'))
