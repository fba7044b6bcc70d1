import { expect } from 'chai'
import { browserNames, launchBrowser } from '../driver/launch.js'
import { createBrowserTable } from './browser-table.js'
import { canarySuite } from './canaries.js'
import { openerMatrix, usualRows } from './deployment.js'
import { hostileHostSuite } from './hostile-host.js'
import { openerMatrixSuite } from './opener-matrix.js'
import { serveSites, type Sites } from './serve-sites.js'
import { situationsSuite } from './situations.js'
import { thirdPartyCookies } from './third-party-cookies.js'
import type { Place } from './place.js'

/** `SITES=few`, as when all tests run: one row of each form in each browser, and the sweep in one. */
const few = process.env['SITES'] === 'few'

describe('sites on https', function () {
  this.timeout(90_000)
  let sites: Sites
  before(async () => {
    sites = await serveSites()
  })
  after(() => sites?.close())

  for (const name of browserNames) {
    describe(`in ${name}`, () => {
      const place = { name, table: createBrowserTable(name) } as { -readonly [K in keyof Place]: Place[K] }
      before(async () => {
        sites.emulator.reset()
        place.sites = sites
        place.browser = await launchBrowser(name, { strictSites: true })
      })
      after(() => place.browser?.close())

      thirdPartyCookies(place)
      openerMatrixSuite(place, few ? usualRows : openerMatrix)
      if (few) {
        if (name === browserNames[0]) canarySuite(place)
        return
      }
      situationsSuite(place)
      hostileHostSuite(place)
      canarySuite(place)

      // Within a suite, so that it comes after all others.
      describe('docs/sign-in-browsers.md', () => {
        it('says what was seen', async function () {
          const left: string[] = []
          this.test?.parent?.parent?.eachTest((test) => {
            if (test !== this.test && !test.isPassed()) left.push(test.title)
          })
          expect(left, 'what failed above, or did not run, says nothing of the browser').to.be.empty
          const { now, wanted } = await place.table.compare()
          expect(now).to.equal(wanted)
        })
      })
    })
  }
})
