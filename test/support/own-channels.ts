/**
 * Gives this page BroadcastChannels that no other page hears: test files run side by side on one origin, and
 * what one says of its session must not reach the other. Import it before what opens a channel.
 */
const page = crypto.randomUUID()

if (typeof window !== 'undefined') {
  const Shared = globalThis.BroadcastChannel
  globalThis.BroadcastChannel = class extends Shared {
    constructor(name: string) {
      super(`${page} ${name}`)
    }
  }
}
