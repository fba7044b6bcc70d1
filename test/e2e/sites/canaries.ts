import { expect } from 'chai'
import { poll, type Page } from '../driver/driver.js'
import { completeSignIn } from '../host-page.js'
import { pastePicture } from '../paste-picture.js'
import { readPage } from '../read-page.js'
import { formsOf } from './canary-forms.js'
import { forms, type Form } from './deployment.js'
import { connected, heard, readHarvest, type Place } from './place.js'
import { clientSecret, type Sites } from './serve-sites.js'
import type { SeenRequest } from './wire.js'

const connect = { css: 'button', text: 'Connect' }

/** A place where nothing secret may stand, and what stands there. */
interface Sighting {
  readonly where: string
  readonly text: string
}

/** Nothing secret is where page script, a log or an address shows it, over a complete visit. */
export function canarySuite(place: Place): void {
  for (const form of forms) {
    describe(`secrets, ${form}`, () => {
      it('are in no page, no address and no log, from sign-in over renewal to sign-out and failures', async () => {
        const { browser, sites } = place
        sites.wire.clear()
        const printedBefore = sites.proxyOutput(form).length
        const page = await browser.newPage()
        const sightings: Sighting[] = []
        const look = async (when: string): Promise<void> => {
          for (const [means, text] of await readHarvest(page)) {
            sightings.push({ where: `${means}, ${when}`, text })
          }
          sightings.push({ where: `the page, ${when}`, text: await readPage(page) })
        }

        const address = sites.deploy({ form, hostile: 'watches' })
        await page.goto(address)
        await withShortTokens(sites, async () => {
          await page.click(connect)
          await completeSignIn(await page.popup(), 'abel.tuter')
          await connected(page)
          await poll('a renewal', async () => {
            await page.goto(address)
            await connected(page)
            return sites.wire.tokens.requests.some(isRenewal) ? true : undefined
          })
        })
        await page.click({ css: '[role=row] .title', text: 'Laptop keeps showing a blue screen' })
        await heard(page, 'snow-incident-opened')
        await useEverything(page)
        await look('at work')
        await page.click({ css: 'button', text: 'Account of' })
        await page.click({ css: '[role=menuitem]', text: 'Disconnect' })
        await page.waitFor(connect)
        const failed = await failToSignIn(page, sites, form)
        sightings.push({ where: 'the page that says what failed', text: failed })
        await look('after a failure')

        const output = sites.proxyOutput(form).slice(printedBefore)
        const route = form === 'same-site' ? 'callback' : 'token'
        expect(output, 'the failure was logged').to.contain(
          `"route":"/${route}/:instance","status":502,"code":"SNOW_INSTANCE_FAILED"`,
        )
        sightings.push({ where: 'the output of the proxy', text: output })
        for (const request of sites.wire.requests) sightings.push(...shownBy(request, sites))

        expectSeen(sightings, sites)
        expect(leaksIn(sightings, canariesOf(sites)).join('\n')).to.equal('')
        if (form === 'cross-site') expectKeptToPage(sightings)
        await page.close()
      })
    })
  }
}

/** Access tokens end soon after they are issued, but not before a slow machine has used them once. */
async function withShortTokens({ emulator }: Sites, run: () => Promise<void>): Promise<void> {
  const usual = emulator.switches['expires-in']
  emulator.switches['expires-in'] = 5
  try {
    await run()
  } finally {
    emulator.switches['expires-in'] = usual
  }
}

const isRenewal = (form: URLSearchParams): boolean => form.get('grant_type') === 'refresh_token'

async function useEverything(page: Page): Promise<void> {
  await page.click({ css: 'button', text: 'Download ' })
  await page.click({ css: '[part=attachments] button, [part=attachment] button', text: 'Attach ' })
  await heard(page, 'snow-attachment-picked')
  await page.click({ css: '[role=tab]', text: 'Knowledge' })
  await page.fill({ css: 'input', text: 'How do I' }, 'vpn')
  await page.click({ css: '.results button, .results a', text: 'VPN' })
  await heard(page, 'snow-article-opened')
  await page.click({ css: '[role=tab]', text: 'New' })
  await page.fill({ css: '#short-description' }, 'The badge reader beeps twice')
  await pastePicture(page, '#description')
  await page.click({ css: 'button', text: 'Review and file' })
  await page.click({ css: '[role=dialog] button', text: 'File incident' })
  await heard(page, 'snow-incident-created')
}

/** A sign-in whose code the instance does not take; resolves to the window or page that says so. */
async function failToSignIn(page: Page, { emulator }: Sites, form: Form): Promise<string> {
  emulator.faults.add({ match: { route: '^/oauth_token' }, effect: { kind: 'status', status: 500 } })
  try {
    await page.click(connect)
    const popup = await page.popup()
    // The instance still knows who is there: it only asks for consent.
    await popup.click({ css: 'button[name=allow]' })
    if (form === 'cross-site') {
      // The code is redeemed by the page.
      await page.waitFor({ css: '[part=card]', text: 'ServiceNow reported an error' })
      return await readPage(page)
    }
    await popup.waitFor({ css: 'h1', text: 'ServiceNow had a problem' })
    return await popup.evaluate(() => document.documentElement.outerHTML)
  } finally {
    emulator.faults.clear()
  }
}

function canariesOf({ sealKey, wire }: Sites): ReadonlyMap<string, string> {
  const { requests, accessTokens, refreshTokens } = wire.tokens
  const canaries = new Map([
    [clientSecret, 'client secret'],
    [sealKey, 'seal key'],
    [Buffer.from(sealKey, 'base64url').toString('hex'), 'seal key'],
    [Buffer.from(sealKey, 'base64url').toString('base64'), 'seal key'],
  ])
  for (const token of accessTokens) canaries.set(token, 'access token')
  for (const token of refreshTokens) canaries.set(token, 'refresh token')
  for (const form of requests) {
    const [code, verifier] = [form.get('code'), form.get('code_verifier')]
    if (code !== null) canaries.set(code, 'code')
    if (verifier !== null) canaries.set(verifier, 'verifier')
  }
  return canaries
}

/** What a request shows to whoever reads its address or its headers on the way. */
function shownBy({ method, url, headers }: SeenRequest, { instance, proxy }: Sites): Sighting[] {
  const where = `${method} ${new URL(url).pathname}`
  // The answer of the instance has to bring the code somewhere: to the proxy, and to it alone.
  const isCallback = Object.values(proxy).some((origin) => url.startsWith(`${origin}/callback/`))
  const address = isCallback ? url.replace(/(?<=[?&]code=)[^&]*/, '') : url
  // What the proxy itself sends to the instance, tokens among it, nobody else sees: it is no browser.
  const isFromProxy = url.startsWith(instance) && !headers['user-agent']?.startsWith('Mozilla/')
  return [
    { where: `the address of ${where}`, text: address },
    ...(isFromProxy ? [] : [{ where: `the headers of ${where}`, text: JSON.stringify(headers) }]),
  ]
}

/** That the sweep looked where it says it did, and knows all that it looks for. */
function expectSeen(sightings: readonly Sighting[], sites: Sites): void {
  const kinds = new Set(canariesOf(sites).values())
  expect([...kinds]).to.have.members([
    'client secret',
    'seal key',
    'access token',
    'refresh token',
    'code',
    'verifier',
  ])
  const seen = (where: RegExp, text: string): boolean =>
    sightings.some((sighting) => where.test(sighting.where) && sighting.text.includes(text))
  expect(seen(/^response of .*at work/, 'Abel Tuter'), 'answers to the page').to.equal(true)
  expect(seen(/^the page, at work/, 'The badge reader beeps twice'), 'the page itself').to.equal(true)
  expect(seen(/^the headers of GET \/session/, '"x-snowline":"1"'), 'requests of the page').to.equal(true)
  expect(seen(/^the address of GET \/callback/, 'state='), 'the callback').to.equal(true)
}

function leaksIn(sightings: readonly Sighting[], canaries: ReadonlyMap<string, string>): readonly string[] {
  const looked = [...canaries].map(([secret, kind]) => ({ kind, forms: formsOf(secret) }))
  return sightings.flatMap(({ where, text }) =>
    looked
      .filter((canary) => canary.forms.some((each) => text.includes(each)))
      .map(({ kind }) => `${kind} in ${where}`),
  )
}

/** What a page of the cross-site form may hold itself goes from it to the proxy, and into no address and no log. */
function expectKeptToPage(sightings: readonly Sighting[]): void {
  const own = new Map<string, string>()
  for (const { where, text } of sightings) {
    if (/^response of .*\/token\//.test(where)) {
      for (const [, kind, token] of text.matchAll(/"((?:access|refresh)_token)":"([^"]+)"/g)) {
        own.set(token!, `the page's ${kind}`)
      }
    } else if (where.startsWith('request,')) {
      for (const [, kind, value] of text.matchAll(/\b(code|code_verifier)=([\w.-]+)/g)) {
        own.set(value!, `the page's ${kind}`)
      }
    }
  }
  const kinds = ['access_token', 'refresh_token', 'code', 'code_verifier'].map((kind) => `the page's ${kind}`)
  expect([...new Set(own.values())]).to.have.members(kinds)
  const shown = sightings
    .filter(({ where }) => /^the (?:address|headers|output) of /.test(where))
    .map(({ where, text }) => ({ where, text: text.replace(/"authorization":"[^"]*"/g, '') }))
  expect(leaksIn(shown, own).join('\n')).to.equal('')
}
