import { and, contains, equals, or } from './query-builders.js'
import type { Query } from './query.js'

/** Longest search text that is sent, in UTF-16 units; what a person typed beyond it is left out. */
export const maximumSearchLength = 200

/**
 * Turns what a person typed or pasted into a search box into a query; never throws.
 *
 * - A link into ServiceNow (`…/incident.do?sys_id=…`, also inside `nav_to.do?uri=…` or a workspace) or
 *   a bare sys_id finds that record.
 * - A complete number (`inc0012345`) finds that record; an incomplete one (`inc12345`) also with the
 *   zeros that are missing.
 * - Anything else is searched for in number, short description and description. `^`, control
 *   characters and `javascript:` count as spaces, because no query may hold them; the rest is cut to
 *   `maximumSearchLength`. Nothing left matches everything.
 */
export function toSearchQuery(typed: string): Query {
  const sysId = linkedRecord(typed.trim())
  if (sysId !== undefined) return equals('sys_id', sysId)
  const text = toSearchText(typed)
  if (text === '') return and()
  const number = /^([a-z]{2,8})(\d{1,12})$/i.exec(text)
  const complete = number && number[1]!.toUpperCase() + number[2]!.padStart(7, '0')
  if (complete && number[2]!.length >= 7) return equals('number', complete)
  const anywhere = (['number', 'short_description', 'description'] as const).map((field) =>
    contains(field, text),
  )
  return complete ? or(equals('number', complete), ...anywhere) : or(anywhere[0]!, ...anywhere.slice(1))
}

/** The words of a typed text that ServiceNow can search for; see `toSearchQuery`. */
export function toSearchText(typed: string): string {
  return (
    typed
      .slice(0, 4 * maximumSearchLength)
      .replace(/[\^\p{Cc}\p{Cs}\s]+/gu, ' ')
      // Also the one that appears when another is taken out of its middle.
      .replace(/(?:javascript *)+(?:: *)+/gi, ' ')
      .replace(/ +/g, ' ')
      .slice(0, maximumSearchLength)
      .replace(/\p{Cs}/gu, '')
      .trim()
  )
}

/** The sys_id that a link or a bare sys_id names. Links nest others in parameters, encoded once per level. */
function linkedRecord(text: string): string | undefined {
  if (/^[0-9a-f]{32}$/i.test(text)) return text.toLowerCase()
  if (!/^https?:\/\//i.test(text) || text.length > 2000) return undefined
  let link = text
  for (let level = 0; level < 4; level += 1) {
    const found = /(?:sys_id=|\/record\/\w+\/)([0-9a-f]{32})(?![0-9a-f])/i.exec(link)
    if (found) return found[1]!.toLowerCase()
    link = link.replace(/%[0-9a-f]{2}/gi, (byte) => String.fromCharCode(Number.parseInt(byte.slice(1), 16)))
  }
  return undefined
}
