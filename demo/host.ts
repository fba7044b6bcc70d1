import type { SnowEventMap, SnowEventName } from '../src/elements/events.js'
import { describe } from './describe-event.js'

/**
 * The host application: it knows nothing of ServiceNow but the element in its page and the facts that
 * bubble out of it.
 */
const names: readonly SnowEventName[] = [
  'snow-connected',
  'snow-disconnected',
  'snow-connection-expiring',
  'snow-selection-changed',
  'snow-selection-confirmed',
  'snow-incident-opened',
  'snow-record-opened',
  'snow-incident-created',
  'snow-incident-changed',
  'snow-attachment-picked',
  'snow-article-opened',
  'snow-before-write',
  'snow-sync-event',
  'snow-error',
]

const log = document.querySelector<HTMLOListElement>('#events')!
const logEmpty = document.querySelector<HTMLElement>('#events-empty')!
const linked = document.querySelector<HTMLUListElement>('#linked')!
const linkedEmpty = document.querySelector<HTMLElement>('#linked-empty')!

function note(event: SnowEventMap[SnowEventName]): void {
  const item = document.createElement('li')
  const time = document.createElement('time')
  time.textContent = new Date().toLocaleTimeString()
  const name = document.createElement('code')
  name.textContent = event.type
  const text = document.createElement('p')
  text.textContent = describe(event)
  item.append(time, name, text)
  log.prepend(item)
  logEmpty.hidden = true
}

// Its status changes with every sweep: a line that is replaced says it better than a log.
const status = document.querySelector<HTMLElement>('#sync-status')!
document.addEventListener('snow-sync-status', ({ detail }) => {
  status.textContent = `Sync: ${detail.status}`
})

for (const name of names) document.addEventListener(name, note)

document.addEventListener('snow-selection-confirmed', ({ detail }) => {
  for (const incident of detail.incidents) link(incident.number, incident.shortDescription)
  for (const file of detail.attachments) link('File', file.fileName)
})
document.addEventListener('snow-attachment-picked', ({ detail }) => link('File', detail.attachment.fileName))

function link(key: string, text: string): void {
  const id = `${key} ${text}`
  if ([...linked.children].some((item) => (item as HTMLElement).dataset['id'] === id)) return
  const item = document.createElement('li')
  item.dataset['id'] = id
  const mark = document.createElement('span')
  mark.textContent = key
  item.append(mark, text)
  linked.append(item)
  linkedEmpty.hidden = true
}

document.querySelector('#clear-events')!.addEventListener('click', () => {
  log.replaceChildren()
  logEmpty.hidden = false
})

const scheme = document.querySelector<HTMLSelectElement>('#scheme')!
scheme.addEventListener('change', () => {
  document.documentElement.style.colorScheme = scheme.value
})
