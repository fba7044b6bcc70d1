import { createWorld, type World, type WorldOptions } from '../test/support/world.js'

export interface Loaded {
  readonly world: World
}

/**
 * A story's loader: emulator and proxy as functions in the page, somebody signed in. `prepare` acts on
 * the instance before the story is drawn.
 *
 *     export const Panel: Story = {
 *       loaders: [withEmulator({ user: 'beth.anglin' })],
 *       render: (_, { loaded }) => html`<snow-panel .workspace=${worldOf(loaded).workspace}></snow-panel>`,
 *     }
 */
export function withEmulator(
  options: WorldOptions = {},
  prepare?: (world: World) => void | Promise<void>,
): () => Promise<Loaded> {
  return async () => {
    const world = await createWorld(options)
    await prepare?.(world)
    return { world }
  }
}

export function worldOf(loaded: Record<string, unknown>): World {
  return (loaded as unknown as Loaded).world
}
