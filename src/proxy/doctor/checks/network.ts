import { keyOf } from '../application.js'
import { ok, problem, untold, type Check, type Outcome } from '../check.js'
import type { NetworkAnswer } from '../doctor-options.js'

const dayMs = 86_400_000
const warnDays = 14

/** DNS, the connection and the certificate, one by one, where the runtime can ask for each. */
export const network: Check = {
  id: 'network',
  title: 'DNS and TLS',
  needs: ['configuration'],
  async run(context) {
    const { instance, options, signal, now } = context
    if (options.network === undefined) {
      return untold('This runtime gives no way to ask DNS and TLS; npx snowline doctor does, under Node.')
    }
    const url = new URL(instance.origin)
    const tls = url.protocol === 'https:'
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const port = Number(url.port) || (tls ? 443 : 80)
    const answer = await options.network({ host, port, tls }, signal)
    if (answer.stage !== 'reached')
      return failureOf(answer, { address: `${host}:${port}`, host, url: keyOf(context, 'url') })
    const { addresses, certificateEndsAt } = answer
    const reached = `${host} has ${addresses === 1 ? 'one address' : `${addresses} addresses`} and answers on port ${port}`
    if (certificateEndsAt === undefined) return ok(`${reached}, by plain http.`)
    const days = Math.floor((certificateEndsAt - now()) / dayMs)
    if (days >= warnDays) return ok(`${reached}; the certificate is trusted for ${days} more days.`)
    return problem('tls-expiring', {
      found: `The certificate of ${host} ends in ${days} days.`,
      cause: 'It has not been renewed yet.',
      change: [`Renew the certificate of ${host}; with a custom URL, in ServiceNow under Custom URLs.`],
    })
  },
}

type Failure = Exclude<NetworkAnswer, { stage: 'reached' }>

function failureOf(
  { stage, code }: Failure,
  { address, host, url }: { readonly address: string; readonly host: string; readonly url: string },
): Outcome {
  const known = /^[A-Z0-9_]{3,60}$/.test(code) ? ` (${code})` : ''
  switch (stage) {
    case 'dns':
      return problem('dns-unresolved', {
        found: `The name ${host} has no address${known}.`,
        cause:
          'The name of the instance is misspelt or retired, or this machine asks a DNS server that does not know it.',
        change: [
          `${url}: the address that the browser shows when you are in ServiceNow, such as https://acme.service-now.com`,
          `For an instance in your own network: let this machine resolve ${host}.`,
        ],
      })
    case 'tls':
      return problem('tls-untrusted', {
        found: `The certificate of ${host} is not trusted here${known}.`,
        cause: tlsCauses[code] ?? 'The certificate, or the chain that it came with, cannot be verified.',
        change: [
          'If a company gateway opens TLS, or the instance has a certificate of your own authority: start proxy and doctor with NODE_EXTRA_CA_CERTS=/path/to/authority.pem',
          'Otherwise the certificate of the instance has to be renewed or issued for this name. Never switch verification off.',
        ],
      })
    default:
      return problem('instance-unreachable', {
        found: `No connection to ${address}${known}.`,
        cause:
          'A firewall or missing route between this machine and the instance, or a wrong port in the URL.',
        change: [
          `Allow outgoing https from the machine of the proxy to ${address}.`,
          'For an instance in your own network: check that the URL names the host and port that it listens on.',
        ],
      })
  }
}

const tlsCauses: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is signed by nobody but itself.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'An authority that this machine does not know signed it, as company gateways do.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The server does not send the certificates between its own and the authority.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'An authority that this machine does not know signed it.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another name.',
}
