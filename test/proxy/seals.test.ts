import { expect } from 'chai'
import fc from 'fast-check'
import { base64url, CompactEncrypt } from 'jose'
import * as v from 'valibot'
import { createSeals, sealPurposes } from '../../src/proxy/seals.js'
import { createTestClock } from '../support/test-clock.js'

const [first, second] = ['A'.repeat(43), 'B'.repeat(43)] as const
const schema = v.object({ text: v.string() })
const content = { text: 'refresh-token' }
const hour = 3_600_000

describe('createSeals', () => {
  const clock = createTestClock()
  const seals = createSeals({ keys: [first], clock })
  const expiresAt = clock.now() + hour

  it('opens what it sealed', async () => {
    const sealed = await seals.seal('session', content, expiresAt)
    expect(sealed).not.to.contain('refresh')
    expect(await seals.open('session', schema, sealed)).to.deep.equal({
      state: 'live',
      content,
      outdated: false,
    })
  })

  it('opens a seal for its own purpose only', async () => {
    for (const made of sealPurposes) {
      const sealed = await seals.seal(made, content, expiresAt)
      for (const tried of sealPurposes) {
        const { state } = await seals.open(tried, schema, sealed)
        expect(state, `${made} as ${tried}`).to.equal(made === tried ? 'live' : 'none')
      }
    }
  })

  it('does not open for another purpose with a renamed header either', async () => {
    const sealed = await seals.seal('access', content, expiresAt)
    const [header = '', ...rest] = sealed.split('.')
    const renamed = new TextDecoder()
      .decode(base64url.decode(header))
      .replace('snowline-access', 'snowline-session')
    expect(await seals.open('session', schema, [base64url.encode(renamed), ...rest].join('.'))).to.deep.equal(
      {
        state: 'none',
      },
    )
  })

  it('does not open when any character is changed', async () => {
    const sealed = await seals.seal('session', content, expiresAt)
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 63 }), async (at, shift) => {
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
        const old = alphabet.indexOf(sealed[at] ?? '')
        const changed = sealed.slice(0, at) + (alphabet[(old + shift) % 64] ?? '') + sealed.slice(at + 1)
        const opened = await seals.open('session', schema, changed)
        // The last character of a part may hold unused bits: the same bytes are the same seal.
        if (opened.state === 'live') expect(opened.content).to.deep.equal(content)
        else expect(opened.state).to.equal('none')
      }),
      { numRuns: 300 },
    )
  })

  it('seals nothing that it would not open again', async () => {
    const opaque = (length: number): object => ({ text: 'x'.repeat(length) })
    const longest = await seals.seal('handle', opaque(12_000), expiresAt)
    expect((await seals.open('handle', schema, longest)).state).to.equal('live')
    const error = await seals.seal('handle', opaque(12_500), expiresAt).catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'SNOW_PROXY_FAILED')
  })

  it('answers garbage with none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (garbage) => {
        expect(await seals.open('session', schema, garbage)).to.deep.equal({ state: 'none' })
      }),
    )
    for (const garbage of [undefined, '', '....', 'a.b.c.d.e', 'x'.repeat(5000), `${'a'.repeat(4000)}....`]) {
      expect(await seals.open('session', schema, garbage)).to.deep.equal({ state: 'none' })
    }
  })

  it('wants the content that it asked for', async () => {
    const sealed = await seals.seal('session', { other: 1 }, expiresAt)
    expect(await seals.open('session', schema, sealed)).to.deep.equal({ state: 'none' })
  })

  it('opens seals of an old key, seals with the first, and knows none that went', async () => {
    const old = await createSeals({ keys: [first], clock }).seal('session', content, expiresAt)
    const rotated = createSeals({ keys: [second, first], clock })
    expect((await rotated.open('session', schema, old)).state).to.equal('live')
    const fresh = await rotated.seal('session', content, expiresAt)
    const alone = createSeals({ keys: [second], clock })
    expect((await alone.open('session', schema, fresh)).state).to.equal('live')
    expect((await alone.open('session', schema, old)).state).to.equal('none')
  })

  it('calls it expired a minute after its time, and none when it comes from the future', async () => {
    const time = createTestClock()
    const there = createSeals({ keys: [first], clock: time })
    const sealed = await there.seal('session', content, time.now() + hour)
    time.advance(hour + 60_000)
    expect((await there.open('session', schema, sealed)).state).to.equal('live')
    time.advance(1)
    expect(await there.open('session', schema, sealed)).to.deep.equal({ state: 'expired', content })
    const behind = createTestClock(time.now() - 2 * hour)
    expect(
      (await createSeals({ keys: [first], clock: behind }).open('session', schema, sealed)).state,
    ).to.equal('none')
  })

  it('takes no other algorithm, compression or header, even under the right key', async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32))
    const text = new TextEncoder().encode('{}')
    for (const header of [
      { alg: 'dir', enc: 'A256GCM' },
      { alg: 'dir', enc: 'A256GCM', typ: 'snowline-session' },
      { alg: 'A256KW', enc: 'A256GCM', typ: 'snowline-session', kid: 'x' },
      { alg: 'dir', enc: 'A256GCM', typ: 'snowline-session', kid: 'x', extra: 1 },
    ]) {
      const foreign = await new CompactEncrypt(text).setProtectedHeader(header).encrypt(secret)
      expect(await seals.open('session', schema, foreign)).to.deep.equal({ state: 'none' })
    }
  })
})
