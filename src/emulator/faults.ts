/** What goes wrong. */
export type FaultEffect =
  /** The connection breaks: `fetch` rejects with a `TypeError`. */
  | { readonly kind: 'reset' }
  /** Another status with the instance's error body, or with `body`. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly message?: string
      readonly detail?: string | null
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** A page instead of JSON. */
  | { readonly kind: 'html'; readonly status?: number; readonly body?: string }
  /** The body ends after `keep` of its length (a share of 1, default a half). */
  | { readonly kind: 'truncate'; readonly keep?: number }
  /** An `error` beside the `result`, under the status of the answer. */
  | { readonly kind: 'error-object'; readonly message?: string; readonly detail?: string }
  /** No answer until the request is aborted. */
  | { readonly kind: 'stall' }

export interface FaultRule {
  readonly match: {
    /** Source of a regular expression that the path with its query string must match. */
    readonly route?: string
    readonly method?: string
    /** Only the n-th request that matches, from 1; every one when left out. */
    readonly nth?: number
  }
  /** Whether the instance does its work before things go wrong. Default `before-commit`. */
  readonly when?: 'before-commit' | 'after-commit'
  readonly effect: FaultEffect
}

export type FaultPlan = readonly FaultRule[]

interface ArmedRule {
  readonly rule: FaultRule
  readonly route: RegExp
  seen: number
}

/** The faults that are planned; the first rule that matches a request is what happens to it. */
export class Faults {
  #armed: ArmedRule[] = []

  constructor(plan: FaultPlan = []) {
    for (const rule of plan) this.add(rule)
  }

  add(rule: FaultRule): void {
    this.#armed.push({ rule, route: new RegExp(rule.match.route ?? ''), seen: 0 })
  }

  clear(): void {
    this.#armed = []
  }

  /** Counts the request against every rule and returns the one that meets it. */
  meet(method: string, pathAndQuery: string): FaultRule | undefined {
    let met: FaultRule | undefined
    for (const armed of this.#armed) {
      const { match } = armed.rule
      if (match.method !== undefined && match.method.toUpperCase() !== method) continue
      if (!armed.route.test(pathAndQuery)) continue
      armed.seen++
      if (met === undefined && (match.nth === undefined || match.nth === armed.seen)) met = armed.rule
    }
    return met
  }
}

/**
 * Does a fault to an answer. `answer` is asked for at most once: before-commit faults that replace the
 * answer never ask, so that the instance does no work for them.
 */
export async function withFault(
  { effect, when = 'before-commit' }: FaultRule,
  signal: AbortSignal,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (effect.kind === 'truncate') return truncated(await answer(), effect.keep ?? 0.5)
  if (effect.kind === 'error-object') return withErrorObject(await answer(), effect)
  if (when === 'after-commit') await answer()
  switch (effect.kind) {
    case 'reset':
      throw new TypeError('Failed to fetch: the emulator reset the connection')
    case 'stall':
      return aborted(signal)
    case 'html':
      return new Response(effect.body ?? '<!doctype html><title>Instance</title><p>Please wait.</p>', {
        status: effect.status ?? 200,
        headers: { 'Content-Type': 'text/html;charset=UTF-8' },
      })
    case 'status':
      return new Response(effect.body ?? errorBody(effect), {
        status: effect.status,
        headers: { 'Content-Type': 'application/json;charset=UTF-8', ...effect.headers },
      })
  }
}

function errorBody(effect: { readonly message?: string; readonly detail?: string | null }): string {
  const { message = 'Injected fault', detail = null } = effect
  return JSON.stringify({ error: { message, detail }, status: 'failure' })
}

async function truncated(answer: Response, keep: number): Promise<Response> {
  const bytes = await answer.arrayBuffer()
  return new Response(bytes.slice(0, Math.floor(bytes.byteLength * keep)), answer)
}

async function withErrorObject(
  answer: Response,
  effect: { readonly message?: string; readonly detail?: string },
): Promise<Response> {
  const body: unknown = await answer.json().catch(() => ({}))
  const message = effect.message ?? 'Transaction cancelled: maximum execution time exceeded'
  const detail = effect.detail ?? 'Check logs for error trace or enable glide.rest.debug property'
  const error = { error: { message, detail }, status: 'failure' }
  return new Response(JSON.stringify({ ...(body as object), ...error }), answer)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = (): void => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}
