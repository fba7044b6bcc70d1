import type { IncomingMessage, ServerResponse } from 'node:http'
import { userHeader } from '../../protocol/proxy-contract.js'
import { SnowError } from '../../shared/errors.js'
import { BoundedMap } from '../bounded-map.js'
import { finishHeaders, type ProxyCore } from '../create-proxy.js'
import { errorAnswer, type ProxyAnswer } from '../exchange.js'
import { passGate, type ReadableHeaders } from '../gate.js'
import { checkJsonEnding } from '../json-ending.js'
import { writeNodeAnswer } from '../node-exchange.js'
import type { Observation } from '../observation.js'
import { checkStatus, passedHeaders, relayAnswer } from '../relay-answer.js'
import { publicError, reportFailure } from '../report-failure.js'
import { traceHeaders } from '../trace-context.js'
import { endsOf } from './answer-ends.js'
import { transactionOf } from './answer-headers.js'
import { clientLeft, CollectAnswer, type CollectedAnswer } from './collect-answer.js'
import type { Connection } from './connections.js'
import { headerView } from './header-view.js'
import { inflate, isOneMember, takesGzip } from './inflate.js'
import { createPools } from './pools.js'
import { release, worthReleasing } from './release.js'
import { createSeats, type Seat } from './seats.js'
import { createWays, type Way } from './ways.js'

const shortBytes = 4_096

/** The short way of most requests: reading records, with a session that needs no change. */
export interface NodeLane {
  /** Whether it answers the request. It must be asked before anything has read of it. */
  serve(incoming: IncomingMessage, outgoing: ServerResponse, connection: Connection): boolean
  close(): Promise<void>
}

interface Ride {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly connection: Connection
  readonly headers: ReadableHeaders
  readonly way: Way
  readonly observed: Observation
}

/**
 * Answers what `core` would answer, with the same gate, decision and checks, but remembers what they said of
 * an address and of a cookie, and makes no `Request`, `Response` or `Headers`. Whatever is out of the
 * ordinary goes `theLongWay`.
 */
export function createNodeLane(
  core: ProxyCore,
  theLongWay: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): NodeLane {
  const { settled, observer } = core
  const { limits, clock } = settled
  const wayOf = createWays(core)
  const seats = createSeats(settled)
  const pools = createPools(limits)
  /** The lines that every good answer has, by the origin of the page. */
  const lines = new BoundedMap<string, readonly string[]>(100)

  function linesFor(headers: ReadableHeaders): readonly string[] {
    const origin = headers.get('Origin') ?? ''
    const known = lines.get(origin)
    if (known !== undefined) return known
    const made = new Headers({ 'Content-Type': 'application/json' })
    finishHeaders(settled, made, headers)
    const flat = [...made].flat()
    lines.set(origin, flat)
    return flat
  }

  function isAdmitted(path: string, headers: ReadableHeaders): boolean {
    try {
      const passage = passGate({ method: 'GET', path, headers }, settled.listed)
      return passage.preflight === undefined && passage.form === 'same-site'
    } catch {
      return false
    }
  }

  /** Whether the request goes this way: not when it is meant for somebody else than who is signed in. */
  function begin(ride: Ride, seat: Seat | undefined): boolean {
    const meantFor = ride.headers.get(userHeader)
    if (seat === undefined || (meantFor !== null && meantFor !== seat.user)) return false
    send(ride, seat)
    return true
  }

  function send(ride: Ride, { token }: Seat): void {
    const { way, connection, observed } = ride
    observed.relayed = way.decision.template
    const settle = (): void => {
      cancel()
      // A connection that is kept alive need not keep this answer.
      connection.waiting = undefined
    }
    const collector = new CollectAnswer({
      maxBytes: limits.responseBytes,
      onAnswer(answer) {
        settle()
        try {
          take(ride, answer)
        } catch (cause) {
          // Whatever it is, somebody waits for an answer.
          finish(ride, failed(cause))
        }
      },
      onFailure(error) {
        settle()
        finish(ride, failed(error))
      },
    })
    const cancel = clock.after(limits.totalMs, () =>
      collector.abort(new SnowError('SNOW_TIMEOUT', `No complete answer within ${limits.totalMs} ms`)),
    )
    connection.waiting = collector
    pools.of(way.instance).dispatch(
      {
        method: 'GET',
        path: way.target,
        headers: {
          ...way.decision.headers,
          ...traceHeaders(observed.trace()),
          'Accept-Encoding': 'gzip',
          Authorization: `Bearer ${token}`,
        },
      },
      collector,
    )
  }

  function take(ride: Ride, answer: CollectedAnswer): void {
    const { incoming, outgoing, way } = ride
    checkStatus(answer.status, transactionOf(answer))
    if (answer.status === 401) {
      // The token has died before its time: the long way renews it.
      seats.retire(way.instance, incoming.headers.cookie ?? '')
      return theLongWay(incoming, outgoing)
    }
    ride.observed.upstreamStatus = answer.status
    if (answer.headers['content-encoding'] === undefined) return pass(ride, answer)
    inflate(answer, limits.responseBytes)
      .then((plain) =>
        pass(ride, plain, takesGzip(ride.headers) && isOneMember(answer, plain) ? answer : plain),
      )
      .catch((error: unknown) => finish(ride, failed(error)))
  }

  /** Looks at an answer, and sends it if it is sound: `asCame` where the browser takes it compressed. */
  function pass(ride: Ride, answer: CollectedAnswer, asCame = answer): void {
    if (answer.status === 200 && /^application\/json\b/i.test(answer.headers['content-type'] ?? '')) {
      try {
        checkJsonEnding(endsOf(answer), transactionOf(answer))
      } catch (error) {
        return finish(ride, failed(error))
      }
      if (asCame !== answer && answer.length >= worthReleasing) release(answer.chunks)
      return write(ride, asCame)
    }
    const init = { status: answer.status, headers: answer.headers as Record<string, string> }
    const isEmpty = answer.length === 0 || answer.status === 204 || answer.status === 304
    const response = new Response(isEmpty ? null : Buffer.concat(answer.chunks), init)
    relayAnswer(response, 'json', { ...limits, clock }, new AbortController().signal).then(
      (given) => finish(ride, given),
      (error: unknown) => finish(ride, failed(error)),
    )
  }

  function write(ride: Ride, answer: CollectedAnswer): void {
    const { outgoing, incoming, headers } = ride
    const { chunks, length } = answer
    const shown = [...linesFor(headers), 'Content-Length', String(length)]
    if ('content-encoding' in answer.headers)
      shown.push('Content-Encoding', 'gzip', 'Vary', 'Accept-Encoding')
    for (const name of passedHeaders) {
      const value = answer.headers[name.toLowerCase()]
      if (value !== undefined) shown.push(name, value)
    }
    const { transactionId } = transactionOf(answer)
    const request = { method: incoming.method ?? '', headers }
    observer.tell(ride.observed, request, ride.way.path, { status: 200, bytes: length, transactionId })
    outgoing.writeHead(200, shown)
    // Head and body leave in one write; as one text where copying is cheaper than a list of parts.
    if (length <= shortBytes && chunks.length === 1)
      return void outgoing.end(chunks[0]!.toString('latin1'), 'latin1')
    outgoing.cork()
    for (const chunk of chunks) outgoing.write(chunk)
    if (length >= worthReleasing) outgoing.end(() => release(chunks))
    else outgoing.end()
    outgoing.uncork()
  }

  function failed(thrown: unknown): ProxyAnswer {
    const error = publicError(thrown)
    reportFailure(settled, error, { method: 'GET', path: '/api' })
    return errorAnswer(error)
  }

  function finish(ride: Ride, answer: ProxyAnswer): void {
    const { outgoing, incoming, headers } = ride
    finishHeaders(settled, answer.headers, headers)
    const request = { method: incoming.method ?? '', headers }
    const watched = observer.end(ride.observed, request, ride.way.path, answer)
    if (outgoing.destroyed) return
    writeNodeAnswer(outgoing, watched).catch(() => outgoing.destroy())
  }

  return {
    serve(incoming, outgoing, connection) {
      const { cookie } = incoming.headers
      if (incoming.method !== 'GET' || cookie === undefined) return false
      const way = wayOf(incoming.url ?? '')
      if (way === undefined) return false
      const headers = headerView(incoming.headers)
      if (!isAdmitted(way.path, headers)) return false
      const seat = seats.find(way.instance, cookie)
      if (seat === undefined) return false
      const observed = observer.begin({ method: 'GET', headers })
      const ride = { incoming, outgoing, connection, headers, way, observed }
      if (!(seat instanceof Promise)) return begin(ride, seat)
      seat
        .then((opened) => {
          if (outgoing.destroyed) finish(ride, failed(clientLeft()))
          else if (!begin(ride, opened)) theLongWay(incoming, outgoing)
        })
        .catch((error: unknown) => finish(ride, failed(error)))
      return true
    },
    close: () => pools.close(),
  }
}
