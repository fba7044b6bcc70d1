import { delay } from '../../shared/abort.js'
import { type Clock } from '../../shared/clock.js'
import { answerWithFault } from '../faults/answer-with-fault.js'
import { type LoggedRequest } from '../ground-truth-log.js'
import { type Instance } from '../instance.js'
import { hibernationPage } from '../pages/hibernation-page.js'
import { tooLongPage } from '../pages/too-long-page.js'

/** A request on its way to the routes. */
export interface Exchange {
  readonly instance: Instance
  readonly request: Request
  readonly logged: LoggedRequest
  /** The clock that people live by, whatever the instance's own says. */
  readonly realClock: Clock
}

/** Lets the rest of the way answer this request, or another in its place. */
export type Onward = (request: Request) => Promise<Response>

type FrontStep = (exchange: Exchange, onward: Onward) => Promise<Response>

/** What every request passes before the routes of the instance, in this order. */
const frontSteps: readonly FrontStep[] = [wait, sleep, refuseLongUrl, meetFault, overrideMethod]

/** Takes a request through the front; `routes` answers it at the end. */
export function passFront(exchange: Exchange, routes: Onward): Promise<Response> {
  const way = frontSteps.reduceRight<Onward>(
    (onward, step) => (request) => step({ ...exchange, request }, onward),
    routes,
  )
  return way(exchange.request)
}

async function wait({ instance, request, realClock }: Exchange, onward: Onward): Promise<Response> {
  const { latency } = instance.switches
  if (latency > 0) await delay(latency, request.signal, realClock)
  return onward(request)
}

async function sleep({ instance, request }: Exchange, onward: Onward): Promise<Response> {
  const { hibernate, 'hibernate-status': status } = instance.switches
  return hibernate ? hibernationPage(Number(status)) : onward(request)
}

const longestUrl = 8192

/** The front end of an instance takes no longer URL; its answer knows nothing of transactions. */
async function refuseLongUrl({ request, logged }: Exchange, onward: Onward): Promise<Response> {
  return logged.path.length + logged.search.length > longestUrl ? tooLongPage() : onward(request)
}

async function meetFault({ instance, request, logged }: Exchange, onward: Onward): Promise<Response> {
  const pathAndQuery = `${logged.path}${logged.search}`
  const met = instance.faults.meet(request.method, pathAndQuery)
  if (met !== undefined) logged.fault = met.rule.effect.kind
  const response = await answerWithFault(instance, met, request, onward)
  await instance.faults.remember(request.method, pathAndQuery, response)
  return response
}

const overridden: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])

/** `X-HTTP-Method-Override` turns a POST into what a client cannot send. */
async function overrideMethod({ request }: Exchange, onward: Onward): Promise<Response> {
  const method = request.headers.get('X-HTTP-Method-Override')?.toUpperCase() ?? ''
  if (request.method !== 'POST' || !overridden.has(method)) return onward(request)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return onward(
    new Request(request.url, {
      method,
      headers: request.headers,
      signal: request.signal,
      ...(hasBody ? { body: await request.arrayBuffer() } : {}),
    }),
  )
}
