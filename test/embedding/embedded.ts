import { createWorld, type World, type WorldOptions } from '../support/world.js'

/** A world whose lists of incidents wait until they are let through, and are counted. */
export interface HeldWorld extends World {
  /** Requests for incidents, in the order in which they came. */
  readonly asked: Request[]
  /** How often the session was asked for. */
  readonly sessions: () => number
  /** Answers what waits, and whatever comes later at once. */
  readonly release: () => void
}

export async function createHeldWorld(options: WorldOptions = {}): Promise<HeldWorld> {
  const asked: Request[] = []
  let sessions = 0
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const world = await createWorld({
    user: 'beth.anglin',
    ...options,
    async intercept(request) {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith('/session')) sessions += 1
      if (!pathname.endsWith('/table/incident')) return undefined
      asked.push(request)
      await opened
      return undefined
    },
  })
  return { ...world, asked, sessions: () => sessions, release: open }
}
