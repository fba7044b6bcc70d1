/*
 * W3C Trace Context: https://www.w3.org/TR/trace-context/. A request that comes with a trace goes on in it;
 * any other begins one, so that a line of the log can be found again wherever else the trace was written.
 */

/** Where one request stands in its trace. Ids are lower-case hex. */
export interface TraceContext {
  readonly traceId: string
  /** This request's own span: the parent of what it asks of the instance. */
  readonly spanId: string
  /** The span that asked, when the request came with a valid `traceparent`. */
  readonly parentSpanId?: string
  readonly sampled: boolean
  /** The vendors' part, passed on as it came; only of a trace that goes on, and only when valid and short. */
  readonly state?: string
}

const longestState = 512
const mostMembers = 32
const key = /^[a-z0-9][a-z0-9_\-*/]{0,255}(?:@[a-z][a-z0-9_\-*/]{0,13})?$/
const value = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

/**
 * The trace that the headers of a request continue, with a span of this request's own; a new trace,
 * which nobody samples, when there is none or it is malformed.
 */
export function continueTrace(
  headers: Pick<Headers, 'get'>,
  randomHex: (bytes: number) => string = random,
): TraceContext {
  const parent = parseTraceparent(headers.get('traceparent'))
  const spanId = randomHex(8)
  if (parent === undefined) return { traceId: randomHex(16), spanId, sampled: false }
  const state = parseTracestate(headers.get('tracestate'))
  return { ...parent, spanId, ...(state === undefined ? {} : { state }) }
}

/** The headers that carry a trace to the next server. */
export function traceHeaders({ traceId, spanId, sampled, state }: TraceContext): Record<string, string> {
  return {
    traceparent: `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`,
    ...(state === undefined ? {} : { tracestate: state }),
  }
}

interface Parent {
  readonly traceId: string
  readonly parentSpanId: string
  readonly sampled: boolean
}

function parseTraceparent(header: string | null): Parent | undefined {
  if (header === null) return undefined
  const match = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header)
  if (match === null) return undefined
  const [, version = '', traceId = '', parentSpanId = '', flags = '', more] = match
  // A later version may append fields; this one has none, and ff is no version.
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (/^0+$/.test(traceId) || /^0+$/.test(parentSpanId)) return undefined
  // Other flags are not ours to repeat: what they promise we do not do.
  return { traceId, parentSpanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

function parseTracestate(header: string | null): string | undefined {
  if (header === null || header.length > longestState) return undefined
  const members = header
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '')
  if (members.length === 0 || members.length > mostMembers) return undefined
  const keys = members.map((member) => member.slice(0, Math.max(0, member.indexOf('='))))
  const isValid = members.every(
    (member, at) => key.test(keys[at] ?? '') && value.test(member.slice((keys[at]?.length ?? 0) + 1)),
  )
  return isValid && new Set(keys).size === keys.length ? members.join(',') : undefined
}

const drawnAtOnce = 4_096
let drawn = new Uint8Array(0)
let used = 0

/** Ids need to be unique, not secret: drawn by the hundred, since each draw costs more than a request does. */
function random(bytes: number): string {
  if (used + bytes > drawn.length) {
    drawn = crypto.getRandomValues(new Uint8Array(drawnAtOnce))
    used = 0
  }
  let text = ''
  for (const end = used + bytes; used < end; used += 1) text += hex[drawn[used] ?? 0]
  // Ids of zeros alone mean "none".
  return /[^0]/.test(text) ? text : random(bytes)
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
