import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createScriptedInstance, type ScriptedInstance } from './scripted-instance.js'

export interface ServedInstance {
  readonly instance: ScriptedInstance
  close(): Promise<void>
}

/** Answers a request by itself, byte by byte; `false` leaves it to the scripted instance. */
export type RawAnswer = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/** A scripted instance behind a port of this machine, for a proxy that asks over the network. */
export async function serveScriptedInstance(raw: RawAnswer = () => false): Promise<ServedInstance> {
  const server = createServer((incoming, outgoing) => {
    if (raw(incoming, outgoing)) return
    // An answer that breaks breaks its connection: what the client then sees is what it would see of a line.
    answer(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const instance = createScriptedInstance({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  })
  return {
    instance,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming
    const left = new AbortController()
    outgoing.once('close', () => left.abort())
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const response = await instance.fetch(`${instance.origin}${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
      signal: left.signal,
      ...(hasBody ? { body: await buffer(incoming) } : {}),
    })
    outgoing.writeHead(response.status, [...response.headers].flat())
    outgoing.flushHeaders()
    for await (const chunk of response.body ?? []) {
      if (!outgoing.write(chunk)) await once(outgoing, 'drain')
    }
    outgoing.end()
  }
}
