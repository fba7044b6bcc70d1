import * as v from 'valibot'
import { isSnowError } from '../../shared/errors.js'
import { keyMessage, required, secureUrl } from '../config-rules.js'
import { readableTables } from '../relay-routes.js'
import { parseFilter } from './row-filter.js'

/** Files and journals belong to a record: who may see the record may see them. */
const belonging = ['sys_attachment', 'sys_journal_field']
/** The tables that a service account can be given. */
export const scopedTables: readonly string[] = readableTables.filter((table) => !belonging.includes(table))

const jwksUrl = 'https://www.example.com/.well-known/jwks.json'
const guardText = {
  jwksUrl: `the URL of the host's public keys, such as ${jwksUrl}`,
  issuer: 'the "iss" of the host tokens, exactly',
  audience: 'the "aud" that the host tokens name this proxy by',
}
const accountText = {
  grant: 'client_credentials or basic',
  username: 'the user name of the service account',
  password: 'the password of the service account',
  actingAs: 'what people call the account, such as CxM Integration',
  filters: 'an encoded query for each table, such as { "incident": "assignment_group=<sys_id>" }',
  openTables: `a list of ${scopedTables.join(', ')}`,
  writableColumns: 'a list of further columns of incident that may be written',
  subjectColumn: 'the column of incident that takes who filed it, or leave it out',
  guard: 'jwksUrl, issuer and audience, or leave it out and give createProxy a function',
}

const guardSchema = v.strictObject(
  {
    jwksUrl: secureUrl(jwksUrl),
    issuer: required(guardText.issuer),
    audience: required(guardText.audience),
  },
  keyMessage(guardText),
)

const table = v.picklist(scopedTables, `is no table of a service account; write ${accountText.openTables}`)
const column = v.pipe(
  required('a column name'),
  v.regex(/^(?!sys_)[a-z][a-z0-9_]*$/, 'is no column that may be written; write a name such as u_team'),
)

/** Read here so that a wrong filter is named at the start; `service-account.ts` reads it to use it. */
const filter = v.pipe(
  required('an encoded query such as assignment_group=<sys_id>^company=<sys_id>'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value === '') return
    try {
      parseFilter(dataset.value)
    } catch (error) {
      const why = isSnowError(error) ? error.message : 'it cannot be read'
      addIssue({
        message: `is no filter (${why}); write = != IN, NOT IN, STARTSWITH, ISEMPTY, ISNOTEMPTY with ^, ^OR, ^NQ`,
      })
    }
  }),
)

const shared = {
  actingAs: required(accountText.actingAs),
  filters: v.optional(v.record(table, filter, `is no object; write ${accountText.filters}`), {}),
  openTables: v.optional(v.array(table, `is no list; write ${accountText.openTables}`), ['sys_choice']),
  writableColumns: v.optional(v.array(column, `is no list; write ${accountText.writableColumns}`), []),
  subjectColumn: v.optional(column),
  guard: v.optional(guardSchema),
}

interface Tables {
  readonly filters: Readonly<Record<string, string>>
  readonly openTables: readonly string[]
}
const isClear = ({ filters, openTables }: Tables): boolean =>
  !openTables.some((open) => Object.hasOwn(filters, open))
const clearText = 'has a table both in filters and in openTables; take it out of one'

/** An account that the proxy gets tokens for by its client secret. */
export const clientCredentialsAccount = v.pipe(
  v.strictObject(
    {
      grant: v.literal('client_credentials', 'is neither client_credentials nor basic; write one'),
      ...shared,
    },
    keyMessage(accountText),
  ),
  v.check((account) => isClear(account), clearText),
)

/** An account that signs in with its password, with every request. */
export const basicAccount = v.pipe(
  v.strictObject(
    {
      grant: v.literal('basic'),
      username: v.pipe(
        required(accountText.username),
        v.regex(
          /^[^:\p{Cc}]+$/u,
          'has a colon or control characters, which basic authentication cannot carry',
        ),
      ),
      password: required(accountText.password),
      ...shared,
    },
    keyMessage(accountText),
  ),
  v.check((account) => isClear(account), clearText),
)

/** Whether a configured instance signs in by password: it needs no OAuth client. */
export function usesBasic(instance: unknown): boolean {
  const account = property(instance, 'serviceAccount')
  return property(account, 'grant') === 'basic'
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
