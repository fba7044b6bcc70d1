import { untilAborted, withDeadline } from '../../shared/abort.js'
import { isSnowError, SnowError } from '../../shared/errors.js'
import type { ProxyRequest } from '../exchange.js'
import type { Settled } from '../settle.js'

/** What a guard may look at: everything but the body, which is the relay's to read. */
export type GuardedRequest = Pick<ProxyRequest, 'method' | 'url' | 'headers' | 'signal'>

/** A person of the host application, as the host itself knows them. */
export interface HostUser {
  /** What the host calls them for good: the `sub` of its tokens. */
  readonly subject: string
  readonly name?: string | undefined
  /** Milliseconds since the epoch: since when this proof counts, where the host says so. */
  readonly issuedAt?: number | undefined
  /** Milliseconds since the epoch: from then on the host has to prove them again. */
  readonly expiresAt?: number | undefined
}

/**
 * Says who of the host's own people sends a request, or `null`: it is refused. Guards every use of a
 * service account. What it throws is the host's failure, not the person's.
 */
export type HostGuard = (
  request: GuardedRequest,
  context: { readonly instance: string },
) => Promise<HostUser | null>

/** Who the host says it is, or what to change so that it can say so. */
export type GuardVerdict = { readonly user: HostUser } | { readonly problem: string }

/** Asks a function of the host, for as long as an instance may take for its headers. */
export async function askGuard(
  { clock, limits }: Settled,
  guard: HostGuard,
  request: GuardedRequest,
  instance: string,
): Promise<GuardVerdict> {
  const { method, url, headers } = request
  const ask = async (signal: AbortSignal): Promise<unknown> =>
    guard({ method, url, headers: new Headers(headers), signal }, { instance })
  try {
    const user = await withDeadline(
      limits.headersMs,
      request.signal,
      // One that does not listen to its signal is not waited for either.
      (signal) => untilAborted(ask(signal), signal),
      clock,
    )
    if (user === null) return { problem: 'The guard of the host knows nobody behind this request' }
    if (isHostUser(user)) return { user }
  } catch (error) {
    if (request.signal.aborted) throw error
    throw guardFailed(
      isSnowError(error) && error.code === 'SNOW_TIMEOUT' ? 'takes too long' : 'throws',
      error,
    )
  }
  throw guardFailed('gives neither null nor { subject }')
}

/** The check itself failed: whether the person may come in is not known. */
export function guardFailed(what: string, cause?: unknown): SnowError {
  return new SnowError('SNOW_GUARD_FAILED', `The guard of the service account ${what}`, { cause })
}

function isHostUser(value: unknown): value is HostUser {
  if (typeof value !== 'object' || value === null) return false
  const { subject, name } = value as Record<string, unknown>
  return typeof subject === 'string' && subject !== '' && (name === undefined || typeof name === 'string')
}
