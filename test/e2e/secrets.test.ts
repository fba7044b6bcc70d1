import { expect } from 'chai'
import type { HTTPRequest, HTTPResponse, Page as PuppeteerPage } from 'puppeteer-core'
import { browserNames } from './driver/launch.js'
import { puppeteerPage } from './driver/puppeteer-browser.js'
import { openHostPage } from './host-page.js'
import { inEachBrowser } from './in-each-browser.js'
import { pastePicture } from './paste-picture.js'
import { readPage } from './read-page.js'

const clientSecret = 'snowline-demo-secret'

/** Everything that a script of the host's page could read, with where it was. */
interface Sighting {
  readonly where: string
  readonly text: string
}

async function textOf(response: HTTPResponse): Promise<string> {
  try {
    return await response.text()
  } catch {
    return '' // A redirect has no body, a closed window no answer.
  }
}

function watch(page: PuppeteerPage, sightings: Sighting[], pending: Promise<unknown>[]): void {
  page.on('request', (request: HTTPRequest) => {
    const headers = JSON.stringify(request.headers())
    sightings.push({
      where: `request ${request.method()} ${request.url()}`,
      text: `${request.url()} ${headers} ${request.postData() ?? ''}`,
    })
  })
  page.on('response', (response) => {
    // Set-Cookie is the browser's, not the page's: HttpOnly is tested with the proxy.
    const { 'set-cookie': _, ...headers } = response.headers()
    pending.push(
      textOf(response).then((body) =>
        sightings.push({
          where: `response of ${response.url()}`,
          text: `${JSON.stringify(headers)} ${body}`,
        }),
      ),
    )
  })
  page.on('console', (message) => sightings.push({ where: 'console', text: message.text() }))
}

const chromium = browserNames.filter((name) => name === 'chromium')

// One browser will do: what a response holds does not depend on who reads it.
inEachBrowser(
  'secrets and tokens',
  (surroundings) => {
    const tokens = new Set<string>([clientSecret])
    const realFetch = globalThis.fetch

    before(() => {
      // The proxy runs in this process: what the instance hands it passes here.
      globalThis.fetch = async (input, init) => {
        const response = await realFetch(input, init)
        if (String(input instanceof Request ? input.url : input).includes('/oauth_token.do')) {
          const body = (await response.clone().json()) as Record<string, string>
          for (const name of ['access_token', 'refresh_token']) if (body[name]) tokens.add(body[name])
        }
        return response
      }
    })
    after(() => {
      globalThis.fetch = realFetch
    })

    it('are in nothing that page script can read, over a whole visit', async () => {
      const page = await surroundings.browser.newPage()
      const inner = puppeteerPage(page)
      const sightings: Sighting[] = []
      const pending: Promise<unknown>[] = []
      await inner.evaluateOnNewDocument(() => {
        const heard: unknown[] = []
        Object.assign(globalThis, { heard })
        addEventListener('message', ({ data }) => heard.push(data))
        new BroadcastChannel('snowline-session').addEventListener('message', ({ data }) => heard.push(data))
      })
      watch(inner, sightings, pending)

      const host = await openHostPage(page, surroundings.demo)
      await host.signIn('abel.tuter')
      await page.click({ css: '[role=row] .title', text: 'Laptop keeps showing a blue screen' })
      await page.click({ css: 'button', text: 'Download ' })
      await host.openTab('Knowledge')
      await page.fill({ css: 'input', text: 'How do I' }, 'vpn')
      await page.click({ css: '.results button, .results a', text: 'VPN' })
      await host.openTab('New')
      await page.fill({ css: '#short-description' }, 'The badge reader beeps twice')
      await pastePicture(page, '#description')
      await page.click({ css: 'button', text: 'Review and file' })
      await page.click({ css: '[role=dialog] button', text: 'File incident' })
      await host.heard('snow-incident-created')
      await Promise.all(pending)
      sightings.push({ where: 'the page', text: await readPage(page) })

      expect(
        tokens.size,
        'the secret, an access token and a refresh token were seen by the proxy',
      ).to.be.greaterThan(2)
      const seen = (where: RegExp, text: string): boolean =>
        sightings.some((sighting) => where.test(sighting.where) && sighting.text.includes(text))
      expect(seen(/^response of /, 'Abel Tuter'), 'bodies were recorded').to.equal(true)
      expect(seen(/^the page/, 'Laptop keeps showing'), 'the page was read through shadow roots').to.equal(
        true,
      )
      const leaks = sightings.flatMap(({ where, text }) =>
        [...tokens]
          .filter((token) => text.includes(token))
          .map((token) => `${token.slice(0, 6)}… in ${where}`),
      )
      expect(leaks).to.deep.equal([])
      await page.close()
    })
  },
  chromium,
)
