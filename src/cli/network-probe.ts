import { lookup } from 'node:dns/promises'
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { NetworkAnswer } from '../proxy/doctor/doctor-options.js'

const connectMs = 8_000

/** Asks DNS for a host, connects, and lets TLS verify the certificate: where the way ends, and with which code. */
export async function probeNetwork(
  { host, port, tls }: { readonly host: string; readonly port: number; readonly tls: boolean },
  signal: AbortSignal,
): Promise<NetworkAnswer> {
  let addresses: number
  try {
    addresses = (await lookup(host, { all: true })).length
  } catch (error) {
    return { stage: 'dns', code: codeOf(error) }
  }
  try {
    const certificateEndsAt = await reach({ host, port, tls }, signal)
    return { stage: 'reached', addresses, ...(certificateEndsAt === undefined ? {} : { certificateEndsAt }) }
  } catch (error) {
    const code = codeOf(error)
    return { stage: isOfConnection(code) ? 'connect' : 'tls', code }
  }
}

/** Resolves with the end of the certificate, once there is a connection that can be trusted. */
function reach(
  { host, port, tls }: { readonly host: string; readonly port: number; readonly tls: boolean },
  signal: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket: Socket = tls
      ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connectPlain({ host, port })
    const stop = (error: Error): void => void socket.destroy(error)
    const onAbort = (): void => stop(withCode('ABORT_ERR'))
    signal.addEventListener('abort', onAbort, { once: true })
    socket.setTimeout(connectMs, () => stop(withCode('ETIMEDOUT')))
    socket.once('error', reject)
    socket.once('close', () => signal.removeEventListener('abort', onAbort))
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      const { valid_to: end } = tls ? (socket as TLSSocket).getPeerCertificate() : { valid_to: '' }
      const endsAt = Date.parse(end)
      resolve(Number.isNaN(endsAt) ? undefined : endsAt)
      socket.destroy()
    })
  })
}

/** Codes of sockets; every other one is of certificates and handshakes. */
function isOfConnection(code: string): boolean {
  return /^(?:E(?:CONN|TIMEDOUT|HOST|NET|PIPE|ADDR|ACCES|PERM)|ABORT_ERR)/.test(code)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code })
}
