import type { SnowEventMap, SnowEventName } from '../src/elements/events.js'

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`

/** One line a person can read about each fact. */
const lines: { readonly [K in SnowEventName]: (detail: SnowEventMap[K]['detail']) => string } = {
  'snow-connected': ({ instance, user }) => `${user.name} is signed in to ${instance.label}`,
  'snow-disconnected': ({ reason }) => `Disconnected: ${reason}`,
  'snow-connection-expiring': ({ days }) => `The connection ends in ${days} days`,
  'snow-selection-changed': ({ incidents, attachments, rule }) =>
    (rule ? `all that match ${rule.label} but ${rule.exceptions.length}, ` : '') +
    `${count(incidents.length, 'incident')} and ${count(attachments.length, 'file')}: ` +
    [...incidents.map(({ number }) => number), ...attachments.map(({ fileName }) => fileName)].join(', '),
  'snow-selection-confirmed': ({ incidents, attachments, rule }) =>
    (rule ? `Attach all that match ${rule.label}; ` : '') +
    `Attach ${count(incidents.length, 'incident')} and ${count(attachments.length, 'file')}`,
  'snow-view-changed': ({ viewString }) => viewString,
  'snow-incident-opened': ({ incident }) => `${incident.number} ${incident.shortDescription}`,
  'snow-record-opened': ({ record }) => `${record.table} ${record.number || record.sysId}`,
  'snow-incident-created': ({ incident, attachments }) =>
    `${incident.number} ${incident.shortDescription} (${count(attachments.length, 'file')})`,
  'snow-incident-changed': ({ incident, fields }) => `${incident.number}: ${fields.join(', ')}`,
  'snow-attachment-picked': ({ attachment }) => `${attachment.fileName}, ${attachment.sizeBytes} bytes`,
  'snow-article-opened': ({ article }) => `${article.number} ${article.title}`,
  'snow-before-write': ({ request }) =>
    `${request.action}: ${request.changes.map(({ field }) => field).join(', ')}`,
  'snow-sync-event': ({ kind, incident }) => `${kind}: ${incident.number} ${incident.shortDescription}`,
  'snow-sync-status': ({ status }) => status,
  'snow-error': ({ error }) => `${error.code}: ${error.message}`,
}

export function describe(event: SnowEventMap[SnowEventName]): string {
  const line = lines[event.type as SnowEventName] as (detail: unknown) => string
  return line(event.detail)
}
