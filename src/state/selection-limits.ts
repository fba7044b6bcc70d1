import type { Attachment, TableRecord } from '../protocol/records.js'
import type { SelectionRule } from './selection-rule.js'
import { countOf, type SelectionState } from './selection-state.js'
import type { Pick as Picked } from './selection-store.js'

/** One thing that is about to be selected, as the host's own limit is asked about it. */
export type Candidate =
  { readonly record: TableRecord } | { readonly file: Attachment } | { readonly rule: SelectionRule }

/** What may be selected. What is selected already stays when a limit is lowered. */
export interface SelectionLimits {
  /** Records and single files together. With it there is no rule: nobody knows how many match. */
  readonly maxSelected?: number | undefined
  /** Bytes of the single files together. */
  readonly maxTotalBytes?: number | undefined
  /** Types of the single files, as in `<input accept>`: `image/*, .pdf, text/plain`. */
  readonly accept?: string | undefined
  /** The host's own limit: `false`, or words for the person, refuse. */
  readonly maySelect?: ((candidate: Candidate) => boolean | string) | undefined
  /** Told when `maySelect` throws; what it was asked about is refused. */
  readonly onError?: ((error: unknown) => void) | undefined
}

/** `host`: the host's limit said no. `callback`: it threw. `rule`: a number is the limit, and a rule has none. */
export type RefusalReason = 'count' | 'bytes' | 'type' | 'scanning' | 'rule' | 'host' | 'callback'

export interface Refusal {
  readonly reason: RefusalReason
  /** How many things were left out for it. */
  readonly left: number
  /** The number that was reached. */
  readonly limit?: number
  /** The host's own words. */
  readonly words?: string
}

/** Picks that fit, in their order, and why the others do not: what fits is taken until a limit is reached. */
export interface Admission {
  readonly admitted: readonly Picked[]
  readonly refusals: readonly Refusal[]
}

/** Checks picks, none of which is selected yet, one after the other. */
export function admit(state: SelectionState, picks: readonly Picked[], limits: SelectionLimits): Admission {
  const { maxSelected = Infinity, maxTotalBytes = Infinity, accept } = limits
  const isAccepted = acceptedTypes(accept)
  const refusals = createRefusals()
  let count = countOf(state)
  let bytes = maxTotalBytes === Infinity ? 0 : bytesOf(state)
  const admitted = picks.filter((pick) => {
    if ('file' in pick) {
      const { file } = pick
      if (file.state === 'pending') return refusals.add('scanning')
      if (!isAccepted(file)) return refusals.add('type')
      if (count >= maxSelected) return refusals.add('count', { limit: maxSelected })
      if (bytes + file.sizeBytes > maxTotalBytes) return refusals.add('bytes', { limit: maxTotalBytes })
      if (!askHost({ file }, limits, refusals)) return false
      bytes += file.sizeBytes
      count += 1
      return true
    }
    // Its single files give way to it.
    const files = [...(state.files.get(pick.record.sysId)?.values() ?? [])]
    if (count - files.length >= maxSelected) return refusals.add('count', { limit: maxSelected })
    if (!askHost({ record: pick.record }, limits, refusals)) return false
    count += 1 - files.length
    bytes -= files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    return true
  })
  return { admitted, refusals: refusals.all() }
}

/** Why a rule cannot be taken; empty when it can. */
export function refusalsOfRule(rule: SelectionRule, limits: SelectionLimits): readonly Refusal[] {
  const refusals = createRefusals()
  if (limits.maxSelected !== undefined) refusals.add('rule', { limit: limits.maxSelected })
  else askHost({ rule }, limits, refusals)
  return refusals.all()
}

function bytesOf({ files }: SelectionState): number {
  let bytes = 0
  for (const ofOne of files.values()) for (const { sizeBytes } of ofOne.values()) bytes += sizeBytes
  return bytes
}

/** Whether a file is of one of the types that `<input accept>` would name so; a blank text accepts all. */
export function acceptedTypes(
  accept: string | undefined,
): (file: Pick<Attachment, 'fileName' | 'contentType'>) => boolean {
  const tokens = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
  if (tokens.length === 0) return () => true
  return ({ fileName, contentType }) => {
    const name = fileName.toLowerCase()
    const type = contentType.toLowerCase().split(';', 1)[0]!.trim()
    return tokens.some((token) => {
      if (token.startsWith('.')) return name.endsWith(token)
      return token.endsWith('/*') ? type.startsWith(token.slice(0, -1)) : type === token
    })
  }
}

interface Refusals {
  /** Always false: what is refused is not admitted. */
  add(reason: RefusalReason, facts?: { readonly limit?: number; readonly words?: string }): false
  all(): readonly Refusal[]
}

function createRefusals(): Refusals {
  const found = new Map<string, Refusal>()
  return {
    add(reason, facts = {}) {
      const key = `${reason} ${facts.words ?? ''}`
      found.set(key, { reason, left: (found.get(key)?.left ?? 0) + 1, ...facts })
      return false
    },
    all: () => [...found.values()],
  }
}

/** A limit that throws is a limit nobody can rely on: it refuses, and breaks nothing. */
function askHost(candidate: Candidate, limits: SelectionLimits, refusals: Refusals): boolean {
  const { maySelect, onError } = limits
  if (maySelect === undefined) return true
  try {
    const answer = maySelect(candidate)
    if (answer === true) return true
    return refusals.add('host', typeof answer === 'string' && answer !== '' ? { words: answer } : {})
  } catch (error) {
    onError?.(error)
    return refusals.add('callback')
  }
}
