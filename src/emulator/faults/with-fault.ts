import { withBodyEnd, untilGivenUp } from './broken-body.js'
import { type FaultEffect } from './fault-plan.js'
import { type MetFault } from './faults.js'
import { givenAgain } from './kept-answer.js'

/** What a fault can do to the instance itself. */
export interface FaultGround {
  /** Answers as usual; asked for at most once. */
  readonly answer: () => Promise<Response>
  /** Answers as usual, but what it writes is there for nobody until `ms` later. */
  readonly answerLate: (ms: number) => Promise<Response>
  /** Ends the access token of the request, or every token of its person. */
  readonly endTokens: (all: boolean) => void
  readonly jump: (ms: number) => void
  /** Of the request: aborted when the client gives up. */
  readonly signal: AbortSignal
}

type OfKind<Kind extends FaultEffect['kind']> = Extract<FaultEffect, { readonly kind: Kind }>

/**
 * Does a fault to an answer. Before-commit faults that replace the answer never ask for it, so that the
 * instance does no work for them.
 */
export async function withFault({ rule, stale }: MetFault, ground: FaultGround): Promise<Response> {
  const { effect, when = 'before-commit' } = rule
  const { answer, signal } = ground
  if (when.startsWith('mid-body@')) return midBody(effect, Number(when.slice(9)), ground)
  switch (effect.kind) {
    case 'truncate':
      return truncated(await answer(), effect.keep ?? 0.5)
    case 'error-object':
      return withErrorObject(await answer(), effect)
    case 'late-commit':
      return ground.answerLate(effect.ms ?? 5_000)
    case 'token-death':
      ground.endTokens(effect.all ?? false)
      return answer()
    case 'clock-jump':
      ground.jump(effect.ms)
      return answer()
    case 'duplicate-response':
      if (stale === undefined) return answer()
  }
  if (when === 'after-commit') await answer()
  switch (effect.kind) {
    case 'reset':
      throw connectionReset()
    case 'stall':
      return untilGivenUp(signal)
    case 'duplicate-response':
      return givenAgain(stale!)
    case 'html':
      return new Response(bodyless.has(effect.status ?? 200) ? null : (effect.body ?? waitPage), {
        status: effect.status ?? 200,
        headers: { 'Content-Type': 'text/html;charset=UTF-8' },
      })
    case 'status':
      return new Response(bodyless.has(effect.status) ? null : (effect.body ?? errorBody(effect)), {
        status: effect.status,
        headers: { 'Content-Type': 'application/json;charset=UTF-8', ...effect.headers },
      })
  }
}

const waitPage = '<!doctype html><title>Instance</title><p>Please wait.</p>'
const bodyless: ReadonlySet<number> = new Set([204, 205, 304])

async function midBody(effect: FaultEffect, bytes: number, ground: FaultGround): Promise<Response> {
  const answer = await ground.answer()
  if (bodyless.has(answer.status)) return withoutBody(answer, effect, ground.signal)
  switch (effect.kind) {
    case 'truncate':
    case 'reset':
    case 'stall':
      return withBodyEnd(answer, bytes, { kind: effect.kind }, ground.signal)
    case 'error-object':
      // As an instance that streams: the error follows wherever the rows broke off.
      return withBodyEnd(
        answer,
        bytes,
        { kind: 'append', text: `],${JSON.stringify(errorOf(effect)).slice(1)}` },
        ground.signal,
      )
    default:
      return answer
  }
}

/** An answer such as 204 has no bytes to break off after: it breaks at once, or has nothing to lose. */
async function withoutBody(answer: Response, { kind }: FaultEffect, signal: AbortSignal): Promise<Response> {
  if (kind === 'reset') throw connectionReset()
  return kind === 'stall' ? untilGivenUp(signal) : answer
}

function connectionReset(): TypeError {
  return new TypeError('Failed to fetch: the emulator reset the connection')
}

function errorBody(effect: OfKind<'status'>): string {
  const { message = 'Injected fault', detail = null } = effect
  return JSON.stringify({ error: { message, detail }, status: 'failure' })
}

async function truncated(answer: Response, keep: number): Promise<Response> {
  const bytes = await answer.arrayBuffer()
  const headers = new Headers(answer.headers)
  headers.delete('Content-Length')
  const part = bytes.byteLength === 0 ? null : bytes.slice(0, Math.floor(bytes.byteLength * keep))
  return new Response(part, { status: answer.status, headers })
}

function errorOf(effect: OfKind<'error-object'>): object {
  const message = effect.message ?? 'Transaction cancelled: maximum execution time exceeded'
  const detail = effect.detail ?? 'Check logs for error trace or enable glide.rest.debug property'
  return { error: { message, detail }, status: 'failure' }
}

async function withErrorObject(answer: Response, effect: OfKind<'error-object'>): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const headers = new Headers(answer.headers)
  headers.delete('Content-Length')
  const status = bodyless.has(answer.status) ? 200 : answer.status
  return new Response(JSON.stringify({ ...(body as object), ...errorOf(effect) }), { status, headers })
}
