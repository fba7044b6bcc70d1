import { watchForQuiet, type Quiet } from '../../support/quiet.js'
import { expectRenewedAt, requests } from './expiry-at.js'

describe('access tokens that end', () => {
  let quiet: Quiet
  beforeEach(() => (quiet = watchForQuiet()))
  afterEach(() => quiet.stop())

  for (const form of ['cookies', 'handles'] as const) {
    for (const rotation of ['keeps', 'rotates', 'revokes on reuse'] as const) {
      it(`at any of 16 requests of 8 tabs are renewed: ${form}, an instance that ${rotation}`, async () => {
        for (let index = 0; index < requests; index += 1) {
          await expectRenewedAt({ form, rotation, index }, quiet)
        }
      })
    }
  }
})
