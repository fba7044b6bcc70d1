import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import {
  bitString,
  explicit,
  integer,
  oid,
  octetString,
  sequence,
  set,
  text,
  time,
  tagged,
  boolean,
} from './der.js'

/** A key and its certificate, both as PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

const dayMs = 86_400_000
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

/**
 * Makes a certificate that signs itself, for these host names and addresses: for a server on one's own
 * machine, where nobody else could vouch for it. It is good for a year, which is as long as clients
 * accept.
 */
export function createSelfSignedCertificate(hosts: readonly string[], now = Date.now()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKeyDer = publicKey.export({ type: 'spki', format: 'der' })
  const name = sequence(set(sequence(oid('2.5.4.3'), text('Snowline emulator'))))
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    ecdsaWithSha256,
    name,
    sequence(time(now - dayMs), time(now + 364 * dayMs)),
    name,
    publicKeyDer,
    explicit(3, sequence(...extensions(hosts, publicKeyDer))),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, ecdsaWithSha256, bitString(signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', certificate),
  }
}

function extensions(hosts: readonly string[], publicKeyDer: Buffer): Buffer[] {
  const names = hosts.map((host) =>
    isIP(host) === 0 ? tagged(2, Buffer.from(host)) : tagged(7, address(host)),
  )
  const keyId = createHash('sha1').update(publicKeyDer).digest()
  return [
    // No authority: browsers refuse one as the certificate of a server.
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), true),
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.14', octetString(keyId)),
    extension('2.5.29.17', sequence(...names)),
  ]
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [boolean(true)] : []), octetString(value))
}

/** The bytes of an IP address. */
function address(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number))
  const [head = '', tail] = host.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const right = groups(tail ?? '')
  const left = groups(head)
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0')
  return Buffer.from([...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
