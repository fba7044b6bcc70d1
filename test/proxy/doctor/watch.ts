import { expect } from 'chai'
import { doctorTable } from '../../../src/cli/doctor-table.js'
import type { DoctorReport } from '../../../src/protocol/doctor-report.js'
import type { DoctorOptions } from '../../../src/proxy/doctor/doctor-options.js'
import { createSupportBundle } from '../../../src/proxy/doctor/support-bundle.js'

/** Looks out for values that must not be said: those it is given, and every token and proof on the wire. */
export interface Watch {
  fetchOf(instance: (request: Request) => Promise<Response>): typeof fetch
  /** How many values there are by now. */
  readonly size: number
  check(said: string): void
}

export function createWatch(known: readonly string[]): Watch {
  const secrets = new Set(known)
  return {
    get size() {
      return secrets.size
    },
    fetchOf: (instance) => async (input, init) => {
      const request = new Request(input, init)
      const proof = /^\w+ (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1]
      if (proof !== undefined) secrets.add(proof)
      const answer = await instance(request)
      const text = await answer
        .clone()
        .text()
        .catch(() => '')
      for (const [, token = ''] of text.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)) secrets.add(token)
      return answer
    },
    check(said) {
      // The second wall would have hidden it: the first one lets nothing come so far.
      expect(said).not.to.contain('[redacted]')
      for (const secret of secrets) {
        for (const form of [secret, encodeURIComponent(secret), base64(secret)]) {
          expect(said.includes(form), `${form} is said in ${said}`).to.equal(false)
        }
      }
    },
  }
}

/** Every way in which the doctor speaks. */
export function everythingSaid(report: DoctorReport, options: DoctorOptions): string {
  const bundle = createSupportBundle(report, options, { snowline: '0.1.0' })
  return [JSON.stringify(report), JSON.stringify(bundle), doctorTable(report, true)].join('\n')
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
