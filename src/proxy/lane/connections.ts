import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** What goes on on one connection. */
export interface Connection {
  /** The answer that was begun last. */
  response: ServerResponse | undefined
  /** Called when the connection is lost before that answer has been sent. */
  onLost: (() => void) | undefined
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
  const all = new Map<Socket, Connection>()
  server.on('connection', (socket) => {
    const connection: Connection = { response: undefined, onLost: undefined }
    all.set(socket, connection)
    socket.once('close', () => {
      all.delete(socket)
      if (isUnderWay(connection)) connection.onLost?.()
    })
  })
  return {
    begin(socket, response) {
      const connection = all.get(socket)
      if (connection === undefined || isUnderWay(connection)) return undefined
      connection.response = response
      connection.onLost = undefined
      return connection
    },
    underWay: () => [...all.values()].filter(isUnderWay).map(({ response }) => response!),
  }
}

function isUnderWay({ response }: Connection): boolean {
  return response !== undefined && !response.writableFinished
}
