import { type Instance } from '../instance.js'
import { type MetFault } from './faults.js'
import { withFault } from './with-fault.js'

const writing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Answers a request, with the fault that meets it and with the commit delay of the moment. */
export async function answerWithFault(
  instance: Instance,
  met: MetFault | undefined,
  request: Request,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<Response> {
  const { late, switches } = instance
  const answerLate = async (ms: number): Promise<Response> => {
    // Read before its turn: while a slow upload arrives, others go on.
    const whole = await buffered(request)
    return late.late(instance.store, ms, async () => answer(whole))
  }
  const usually = async (): Promise<Response> => {
    const delayMs = switches['commit-delay']
    if (delayMs > 0 && writing.has(request.method)) return answerLate(delayMs)
    return late.promptly(async () => answer(request))
  }
  if (met === undefined) return usually()
  return withFault(met, {
    answer: usually,
    answerLate,
    endTokens: (all) => endTokens(instance, request, all),
    jump: (ms) => instance.clock.advance(ms),
    signal: request.signal,
  })
}

async function buffered(request: Request): Promise<Request> {
  if (request.body === null) return request
  const { method, headers, signal, url } = request
  return new Request(url, { method, headers, signal, body: await request.arrayBuffer() })
}

function endTokens({ grants }: Instance, request: Request, all: boolean): void {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1] ?? ''
  const userName = grants.accessOf(token)?.userName
  if (all && userName !== undefined) grants.revokeAll(userName)
  else grants.revoke(token)
}
