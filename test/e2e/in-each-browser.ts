import { serveDemo, type Demo } from '../../src/cli/demo-command.js'
import type { Browser } from './driver/driver.js'
import { browserNames, launchBrowser } from './driver/launch.js'

const dist = new URL('../../dist', import.meta.url).pathname

/** What a suite has once its tests run. */
export interface Surroundings {
  readonly browser: Browser
  readonly demo: Demo
}

/** A suite for each browser, with a demo of its own: host application, proxy and instance on three origins. */
export function inEachBrowser(
  title: string,
  define: (surroundings: Surroundings) => void,
  names = browserNames,
): void {
  for (const name of names) {
    describe(`${title}, in ${name}`, function () {
      this.timeout(90_000)
      const surroundings = {} as { -readonly [K in keyof Surroundings]: Surroundings[K] }

      before(async () => {
        surroundings.browser = await launchBrowser(name)
        surroundings.demo = await serveDemo({ port: 0, incidents: 120, dist })
      })
      after(async () => {
        await surroundings.browser?.close()
        await surroundings.demo?.close()
      })
      define(surroundings)
    })
  }
}
