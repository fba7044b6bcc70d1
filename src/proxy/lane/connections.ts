import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** An answer that a connection owes. */
export interface Connection {
  readonly response: ServerResponse
  /**
   * Told when the connection is lost before that answer has been sent. An object and no closure made for it:
   * with one for each request, much of what a request leaves behind outlives the small garbage collections.
   */
  waiting: Waiting | undefined
}

export interface Waiting {
  leave(): void
}

/** The connections of a server, each with the answer that it owes. */
export interface Connections {
  /** Notes an answer that begins; `undefined` when the one before it on this connection is still under way. */
  begin(socket: Socket, response: ServerResponse): Connection | undefined
  /** The answers that are owed now. */
  underWay(): readonly ServerResponse[]
}

/**
 * Follows by connection what others follow by request: connections live long, and a set that each request
 * joins and leaves keeps every one of them alive until the next large garbage collection.
 */
export function followConnections(server: Server): Connections {
  const all = new Map<Socket, { last: Connection | undefined }>()
  server.on('connection', (socket) => {
    const owed: { last: Connection | undefined } = { last: undefined }
    all.set(socket, owed)
    socket.once('close', () => {
      all.delete(socket)
      if (isUnderWay(owed.last)) owed.last.waiting?.leave()
    })
  })
  return {
    begin(socket, response) {
      const owed = all.get(socket)
      if (owed === undefined || isUnderWay(owed.last)) return undefined
      owed.last = { response, waiting: undefined }
      return owed.last
    },
    underWay: () =>
      [...all.values()]
        .map(({ last }) => last)
        .filter(isUnderWay)
        .map(({ response }) => response),
  }
}

function isUnderWay(connection: Connection | undefined): connection is Connection {
  return connection !== undefined && !connection.response.writableFinished
}
