import type { Page } from './driver/driver.js'

/** All that a script finds in a page: storage, cookies, address, and the whole document through shadow roots. */
export async function readPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts = [
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
      location.href,
    ]
    const markup = (root: Document | ShadowRoot): string =>
      [...root.querySelectorAll('*')]
        .map((element) => (element.shadowRoot ? markup(element.shadowRoot) : ''))
        .join('') + (root instanceof ShadowRoot ? root.innerHTML : document.documentElement.outerHTML)
    parts.push(markup(document))
    parts.push(JSON.stringify((globalThis as unknown as { heard: unknown[] }).heard))
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name!)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error!)
      })
      for (const store of database.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error!)
        })
        parts.push(JSON.stringify(all))
      }
      database.close()
    }
    return parts.join('\n')
  })
}
