import { and, contains, equals, or } from './query-builders.js'
import type { Query } from './query.js'
import { tableOfPrefix } from './tables/table-names.js'

/** Longest search text that is sent, in UTF-16 units; what a person typed beyond it is left out. */
export const maximumSearchLength = 200
/** A longer text is not looked at as a link. */
const maximumLinkLength = 2000

/** What a search needs to know of its table; a `TableDescriptor` has it. */
export interface SearchTarget {
  /** Wire name of the table. */
  readonly name: string
  /** Fields that words are searched for in. */
  readonly searchFields: readonly string[]
  /** What the table's numbers begin with, in capitals. */
  readonly numberPrefixes: readonly string[]
}

/** What a typed or pasted text is taken for. */
export interface SearchReading {
  readonly kind: 'nothing' | 'record' | 'number' | 'words'
  readonly query: Query
  /** What is searched for. */
  readonly text: string
  /** The table that the number or link belongs to, when it is known to be another: nothing is found here. */
  readonly otherTable?: string
  /** Host name of a link, to tell one into another instance. */
  readonly host?: string
  /** The text was longer than `maximumSearchLength`: only `text` is searched for. */
  readonly cut: boolean
  /** `^`, control characters or `javascript:` were read as spaces. */
  readonly cleaned: boolean
}

const incidents: SearchTarget = {
  name: 'incident',
  searchFields: ['number', 'short_description', 'description'],
  numberPrefixes: ['INC'],
}

/**
 * Turns what a person typed or pasted into a search box into a query; never throws.
 *
 * - A link into ServiceNow (`…/incident.do?sys_id=…`, also inside `nav_to.do?uri=…` or a workspace) or
 *   a bare sys_id finds that record.
 * - A complete number (`inc0012345`) finds that record; an incomplete one (`inc12345`) also with the
 *   zeros that are missing. A number of another table is searched for in the texts of this one.
 * - Anything else is searched for in the fields of the table: for incidents in number, short description
 *   and description. `^`, control characters and `javascript:` count as spaces, because no query may hold
 *   them; the rest is cut to `maximumSearchLength`. Nothing left matches everything.
 */
export function toSearchQuery(typed: string, target: SearchTarget = incidents): Query {
  return readSearch(typed, target).query
}

/** The same, with what there is to say of it: what was cut, and whether it belongs elsewhere. */
export function readSearch(typed: string, target: SearchTarget = incidents): SearchReading {
  const link = linkedRecord(typed.trim())
  if (link !== undefined) {
    const { sysId, host, table = target.name } = link
    const query = equals('sys_id', sysId)
    return {
      ...{ kind: 'record', query, text: sysId, cut: false, cleaned: false },
      ...(host !== undefined && { host }),
      ...(table !== target.name && { otherTable: table }),
    }
  }
  const { text, cut, cleaned } = plainText(typed)
  const said = { text, cut, cleaned }
  if (text === '') return { kind: 'nothing', query: and(), ...said }
  const { searchFields, numberPrefixes } = target
  const found = /^([a-z]{2,8})(\d{1,12})$/i.exec(text)
  const prefix = found?.[1]?.toUpperCase() ?? ''
  const owner = numberPrefixes.includes(prefix) ? target.name : tableOfPrefix(prefix)
  const isOther = owner !== undefined && owner !== target.name
  const anywhere = searchFields.map((field) => contains(field, text))
  if (found && isOther) return { kind: 'number', query: anyOf(anywhere), otherTable: owner, ...said }
  // A prefix that nobody knows may be one that the instance has given the table.
  if (found && searchFields.includes('number')) {
    const complete = equals('number', prefix + found[2]!.padStart(7, '0'))
    const query = found[2]!.length >= 7 ? complete : anyOf([complete, ...anywhere])
    return { kind: 'number', query, ...said }
  }
  return { kind: 'words', query: anyOf(anywhere), ...said }
}

/** The words of a typed text that ServiceNow can search for; see `toSearchQuery`. */
export function toSearchText(typed: string): string {
  // Every list asks this before its first request: nothing is made ready for nothing.
  return typed === '' ? '' : plainText(typed).text
}

function anyOf([first, ...rest]: readonly Query[]): Query {
  return first === undefined ? and() : or(first, ...rest)
}

function plainText(typed: string): Pick<SearchReading, 'text' | 'cut' | 'cleaned'> {
  const looked = typed.slice(0, 4 * maximumSearchLength)
  const spaced = looked.replace(/\s+/g, ' ').trim()
  const clean = looked
    .replace(/[\^\p{Cc}\p{Cs}\s]+/gu, ' ')
    // Also the one that appears when another is taken out of its middle.
    .replace(/(?:javascript *)+(?:: *)+/gi, ' ')
    .replace(/ +/g, ' ')
    .trim()
  const text = clean
    .slice(0, maximumSearchLength)
    .replace(/\p{Cs}/gu, '')
    .trim()
  const isLong = typed.trimEnd().length > looked.length
  return { text, cut: isLong || text.length < clean.length, cleaned: clean !== spaced && !isHalved(spaced) }
}

/** A text whose one fault is that its cut went through a character. */
function isHalved(text: string): boolean {
  return !/[\^\p{Cc}]|javascript/iu.test(text)
}

interface Link {
  readonly sysId: string
  readonly table: string | undefined
  readonly host: string | undefined
}

/** The record that a link or a bare sys_id names. Links nest others in parameters, encoded once per level. */
function linkedRecord(text: string): Link | undefined {
  if (/^[0-9a-f]{32}$/i.test(text)) return { sysId: text.toLowerCase(), table: undefined, host: undefined }
  const host = /^https?:\/\/([^/?#\s]+)/i.exec(text)?.[1]?.toLowerCase()
  if (host === undefined || text.length > maximumLinkLength) return undefined
  let link = text
  for (let level = 0; level < 4; level += 1) {
    const found = /(?:sys_id=|\/record\/\w+\/)([0-9a-f]{32})(?![0-9a-f])/i.exec(link)
    if (found) return { sysId: found[1]!.toLowerCase(), table: tableOf(link), host }
    link = link.replace(/%[0-9a-f]{2}/gi, (byte) => String.fromCharCode(Number.parseInt(byte.slice(1), 16)))
  }
  return undefined
}

function tableOf(link: string): string | undefined {
  const found = /\b([a-z]\w*)\.do\?[^?]*?sys_id=|\/record\/(\w+)\//.exec(link)
  const table = found?.[1] ?? found?.[2]
  return table === 'nav_to' ? undefined : table
}
