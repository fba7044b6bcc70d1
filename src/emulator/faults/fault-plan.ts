/** What goes wrong. A plan may also write the bare word: `"reset"` for `{ "kind": "reset" }`. */
export type FaultEffect =
  /** The connection breaks: `fetch` rejects with a `TypeError`, a server closes the socket. */
  | { readonly kind: 'reset' }
  /** No answer, or no more of it, until the client gives up. */
  | { readonly kind: 'stall' }
  /** Another status with the instance's error body, or with `body`. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly message?: string
      readonly detail?: string | null
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** A page instead of JSON, under status 200 unless said otherwise. */
  | { readonly kind: 'html'; readonly status?: number; readonly body?: string }
  /** The body ends after `keep` of its length (a share of 1, default a half), as if it were whole. */
  | { readonly kind: 'truncate'; readonly keep?: number }
  /** An `error` beside the `result`, under the status of the answer. */
  | { readonly kind: 'error-object'; readonly message?: string; readonly detail?: string }
  /** The answer comes at once; what was written is there for nobody until `ms` later (default 5,000). */
  | { readonly kind: 'late-commit'; readonly ms?: number }
  /**
   * The answer to the request before this one that the rule matched, whoever sent it: body, headers and
   * transaction id. The first request that a rule matches has none before it and is answered as usual.
   */
  | { readonly kind: 'duplicate-response' }
  /** The access token of the request dies before it is looked at; with `all` every token of its person. */
  | { readonly kind: 'token-death'; readonly all?: boolean }
  /** The instance's clock jumps by `ms`, backwards when negative, before the request is answered. */
  | { readonly kind: 'clock-jump'; readonly ms: number }

export type FaultKind = FaultEffect['kind']

/**
 * Whether the instance does its work before things go wrong. `mid-body@n`: the work is done, and it goes
 * wrong after n bytes of the answer's body; for `reset`, `stall`, `truncate` and `error-object`.
 */
export type FaultMoment = 'before-commit' | 'after-commit' | `mid-body@${number}`

export interface FaultRule {
  /** Which requests; `{}` is every one. */
  readonly match: {
    /** Source of a regular expression that the path with its query string must match somewhere. */
    readonly route?: string
    readonly method?: string
    /** Only the n-th request that matches, from 1; every one when left out. */
    readonly nth?: number
    /** The share of matching requests that it meets, from 0 to 1: the same ones for the same seed. */
    readonly probability?: number
  }
  /** Default `before-commit`. */
  readonly when?: FaultMoment
  readonly effect: FaultEffect | BareKind
}

/** Effects that need no more than their name. */
export type BareKind = Exclude<FaultKind, 'status' | 'clock-jump'>

/** Rules in order: the first that matches a request is what happens to it. */
export type FaultPlan = readonly FaultRule[]

/** A rule with its effect written out. */
export type SettledRule = Omit<FaultRule, 'effect'> & { readonly effect: FaultEffect }

/** What each effect does, in a line: documentation, page and command line say it with these words. */
export const faultKinds: Readonly<Record<FaultKind, string>> = {
  reset: 'the connection breaks',
  stall: 'nothing comes, or nothing more, until the client gives up',
  status: 'another status, with `message`, `detail`, `headers` or a whole `body`',
  html: 'a page instead of JSON, with `status` (200) and `body`',
  truncate: 'the body ends after `keep` (0.5) of its length, as if it were whole',
  'error-object': 'an `error` beside the `result`, with `message` and `detail`',
  'late-commit': 'the answer comes, what was written becomes visible `ms` (5000) later',
  'duplicate-response': 'the answer to the request before, which the same rule matched',
  'token-death': 'the access token dies first; with `all` every token of the person',
  'clock-jump': "the instance's clock jumps by `ms` first",
}
