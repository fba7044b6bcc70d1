import { parseQuery } from '../protocol/parse-query.js'
import { isSysId } from '../protocol/parse-table.js'
import { asRecord } from '../protocol/wire-values.js'
import { SnowError } from '../shared/errors.js'
import {
  manifestVersion,
  type ManifestAttachment,
  type ManifestRecord,
  type ManifestRule,
  type SelectionManifest,
} from './selection-manifest.js'

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads a manifest from its JSON text. Throws `SNOW_NEWER_VERSION` for one of a later version, and
 * `SNOW_MANIFEST_INVALID` with the place of the first thing that is wrong; fields that it does not know
 * are left out.
 */
export function parseManifest(text: string): SelectionManifest {
  const manifest = fieldsOf(parseJson(text), 'the manifest')
  const version = manifest['snowline-selection']
  if (typeof version === 'number' && version > manifestVersion) {
    throw new SnowError(
      'SNOW_NEWER_VERSION',
      `The manifest is of version ${version}, and this Snowline reads ${manifestVersion}: update Snowline`,
    )
  }
  if (version !== manifestVersion) throw invalid('snowline-selection', `not ${manifestVersion}`)
  const { rule, missing } = manifest
  return {
    'snowline-selection': manifestVersion,
    createdAt: textOf(manifest, 'createdAt', ''),
    instance: textOf(manifest, 'instance', ''),
    records: listOf(manifest, 'records', '').map(toRecord),
    attachments: listOf(manifest, 'attachments', '').map(toAttachment),
    ...(rule !== undefined && { rule: toRule(rule) }),
    ...(missing !== undefined && {
      missing: listOf(manifest, 'missing', '').map((one, place) => asString(one, `missing[${place}]`)),
    }),
  }
}

function toRecord(value: unknown, place: number): ManifestRecord {
  const at = `records[${place}].`
  const record = fieldsOf(value, `records[${place}]`)
  return {
    table: tableIn(record, at),
    sys_id: sysIdIn(record, 'sys_id', at),
    number: textOf(record, 'number', at),
    sys_mod_count: countIn(record, 'sys_mod_count', at),
    ...(record['gone'] === true && { gone: true as const }),
    ...(record['attachments'] !== undefined && {
      attachments: listOf(record, 'attachments', at).map(toAttachment),
    }),
  }
}

function toAttachment(value: unknown, place: number): ManifestAttachment {
  const at = `attachments[${place}].`
  const file = fieldsOf(value, `attachments[${place}]`)
  return {
    sys_id: sysIdIn(file, 'sys_id', at),
    table: tableIn(file, at),
    table_sys_id: sysIdIn(file, 'table_sys_id', at),
    file_name: textOf(file, 'file_name', at),
    content_type: textOf(file, 'content_type', at),
    size_bytes: countIn(file, 'size_bytes', at),
    hash: textOf(file, 'hash', at),
  }
}

function toRule(value: unknown): ManifestRule {
  const rule = fieldsOf(value, 'rule')
  const query = textOf(rule, 'query', 'rule.')
  try {
    parseQuery(query)
  } catch (cause) {
    throw new SnowError('SNOW_MANIFEST_INVALID', 'In the manifest, rule.query cannot be read', { cause })
  }
  return {
    table: tableIn(rule, 'rule.'),
    query,
    label: textOf(rule, 'label', 'rule.'),
    live: rule['live'] === true,
    exceptions: listOf(rule, 'exceptions', 'rule.').map((one, place) => {
      const at = `rule.exceptions[${place}].`
      const record = fieldsOf(one, at)
      return { sys_id: sysIdIn(record, 'sys_id', at), number: textOf(record, 'number', at) }
    }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SnowError('SNOW_MANIFEST_INVALID', 'The manifest is no JSON', { cause })
  }
}

function fieldsOf(value: unknown, where: string): Fields {
  return asRecord(value) ?? fail(where, 'no object')
}

function listOf(from: Fields, name: string, at: string): readonly unknown[] {
  const list = Object.hasOwn(from, name) ? from[name] : undefined
  return Array.isArray(list) ? list : fail(at + name, 'no list')
}

function textOf(from: Fields, name: string, at: string): string {
  return asString(Object.hasOwn(from, name) ? from[name] : undefined, at + name)
}

function asString(value: unknown, where: string): string {
  return typeof value === 'string' ? value : fail(where, 'no text')
}

function sysIdIn(from: Fields, name: string, at: string): string {
  const sysId = textOf(from, name, at)
  return isSysId(sysId) ? sysId : fail(at + name, 'no sys_id')
}

function tableIn(from: Fields, at: string): string {
  const table = textOf(from, 'table', at)
  return /^[a-z][a-z0-9_]*$/.test(table) ? table : fail(`${at}table`, 'no table')
}

function countIn(from: Fields, name: string, at: string): number {
  const count = from[name]
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0
    ? count
    : fail(at + name, 'no count')
}

function fail(where: string, what: string): never {
  throw invalid(where, what)
}

function invalid(where: string, what: string): SnowError {
  return new SnowError('SNOW_MANIFEST_INVALID', `In the manifest, ${where} is ${what}`)
}
