import { type Answer } from '../../emulator/call.js'
import { type Closeness, type Difference, type DifferenceKind } from './compare-answers.js'

/** A recorded answer, the request that makes the emulator give the same, and how alike they must be. */
export interface Contract {
  /** Path within the fixtures. */
  readonly fixture: string
  /** The request, as one would write it down. */
  readonly request: string
  /** Makes the emulator answer it. */
  readonly produce: () => Promise<Answer>
  /** The status that goes with the recorded body. */
  readonly status: number
  readonly closeness: Closeness
  /** Headers that captures of such an answer have, beside the standing ones; `null` for one that they lack. */
  readonly headers?: Readonly<Record<string, RegExp | null>>
  /** Makes a body comparable; as JSON unless given. */
  readonly read?: (text: string) => unknown
  /** Picks what is compared from either body as read; the whole of it unless given. */
  readonly part?: (body: unknown) => unknown
  readonly allowed?: readonly Allowance[]
}

/** Differences that are no fault of the emulator, and why. */
export interface Allowance {
  readonly kind: DifferenceKind
  readonly paths: readonly string[]
  readonly because: string
}

/** An allowance for the keys `names` (apart by spaces) below `prefix`. */
export function allow(kind: DifferenceKind, because: string, names: string, prefix = 'result.'): Allowance {
  return { kind, because, paths: names.split(/\s+/).map((name) => prefix + name) }
}

/** Splits differences into those that an allowance names and the rest; names allowances that nothing needs. */
export function judge(
  differences: readonly Difference[],
  allowances: readonly Allowance[] = [],
): { readonly faults: string[]; readonly needless: string[] } {
  const key = (kind: string, path: string): string => `${kind} ${path}`
  const allowed = new Set(allowances.flatMap(({ kind, paths }) => paths.map((path) => key(kind, path))))
  const found = new Set(differences.map(({ kind, path }) => key(kind, path)))
  return {
    faults: differences
      .filter(({ kind, path }) => !allowed.has(key(kind, path)))
      .map(({ kind, path, detail }) => `${key(kind, path)}: ${detail}`),
    needless: [...allowed].filter((each) => !found.has(each)),
  }
}

/** Headers that every captured answer of an API has. */
const standingHeaders: NonNullable<Contract['headers']> = {
  Server: /^snow_adc$/,
  'X-Is-Logged-In': /^true$/,
  'X-Transaction-ID': /^[0-9a-f]{12}$/,
  'Server-Timing': /sem_wait;dur=\d+, sesh_wait;dur=\d+$/,
  ETag: null,
  'Last-Modified': null,
}
/** Headers that those have which are no file. */
const neverStored: NonNullable<Contract['headers']> = {
  'X-Content-Type-Options': /^nosniff$/,
  'Strict-Transport-Security': /^max-age=63072000; includeSubDomains$/,
  'Content-Type': /^application\/json;charset=UTF-8$/,
  Pragma: /^no-store,no-cache$/,
  Expires: /^0$/,
  'Cache-Control': /^no-cache,no-store,must-revalidate,max-age=-1$/,
}

/** What is wrong with the headers of an answer. */
export function headerFaults({ request, headers = {} }: Contract, answer: Answer): string[] {
  const isApi = request.includes(' /api/')
  const isFile = answer.headers.has('x-attachment-metadata')
  const wanted = { ...(isApi ? standingHeaders : {}), ...(isApi && !isFile ? neverStored : {}), ...headers }
  return Object.entries(wanted)
    .filter(([name, pattern]) => {
      const value = answer.headers.get(name)
      return pattern === null ? value !== null : value === null || !pattern.test(value)
    })
    .map(([name]) => `${name}: ${answer.headers.get(name)}`)
}
