import { expect } from 'chai'
import type { Page } from '../driver/driver.js'
import { completeSignIn } from '../host-page.js'
import { forms } from './deployment.js'
import type { Harvest } from './hostile-script.js'
import { askFromOutside } from './outsider.js'
import { attemptsWith, replay, valuesOf, type ReplayTarget } from './replay.js'
import { connected, readHarvest, type Place } from './place.js'

const connect = { css: 'button', text: 'Connect' }

/** A script in the host's page that sees all that a page can see takes no session out of the browser. */
export function hostileHostSuite(place: Place): void {
  for (const form of forms) {
    describe(`a hostile script in the host's page, ${form}`, () => {
      let page: Page
      let target: ReplayTarget

      beforeEach(async () => {
        page = await place.browser.newPage()
        const { host, instance, proxy, wire } = place.sites
        target = {
          form,
          host,
          instance,
          proxy: proxy[form],
          get sentProofs() {
            return new Set(wire.requests.flatMap(({ headers }) => (headers['dpop'] as string) ?? []))
          },
        }
      })
      afterEach(() => page.close())

      /** The page still works as the person's own, whatever an outsider tried; resolves to its cookies. */
      async function stillConnected(): Promise<string> {
        const { host, wire } = place.sites
        wire.clear()
        await page.goto(`${host}/`)
        await connected(page)
        return wire.requests.map(({ headers }) => headers.cookie).join()
      }

      it('gains nothing from a sign-in through a window, and from use', async () => {
        await page.goto(place.sites.deploy({ form, hostile: 'watches' }))
        await page.click(connect)
        await completeSignIn(await page.popup(), 'abel.tuter')
        await connected(page)
        await page.click({ css: '[role=row] .title', text: 'Laptop keeps showing a blue screen' })
        await page.waitFor({ css: '[part~=activity] *', text: 'Abel Tuter' })

        const harvest = await readHarvest(page)
        expectRich(harvest, ['window.open', 'request', 'page', 'event snow-connected', 'performance'])
        if (form === 'cross-site') expectBound(harvest)
        expect((await replay(harvest, target)).join('\n')).to.equal('')
        const cookies = await stillConnected()
        if (form !== 'same-site') return
        // That nothing was gained is not for want of trying.
        const leaked = /-session-demo=([^;]+)/.exec(cookies)?.[1] ?? ''
        const gains = (await replay([['a cookie that leaked', leaked]], target)).join('\n')
        expect(gains).to.contain('a connected session').and.to.contain('data of the instance')
      })

      it('gains nothing from a sign-in in the same tab', async () => {
        await page.goto(place.sites.deploy({ form, hostile: 'watches', windows: 'blocked' }))
        await page.click(connect)
        await page.click({ css: 'button', text: 'Continue in this tab' })
        await completeSignIn(page, 'abel.tuter')
        await connected(page)

        const harvest = await readHarvest(page)
        expectRich(harvest, ['location', 'request', 'page', 'event snow-connected'])
        expect((await replay(harvest, target)).join('\n')).to.equal('')
        await stillConnected()
      })

      if (form === 'cross-site') {
        it('gains nothing with code and verifier either, before the page redeems them', async () => {
          const { sites } = place
          await page.goto(sites.deploy({ form, hostile: 'watches' }))
          await page.click(connect)
          const held = sites.hold('token')
          await completeSignIn(await page.popup(), 'abel.tuter')
          const { release } = await held
          const harvest = await readHarvest(page)
          const asked = sites.wire.tokens.requests.length
          expect(harvest.filter(isRedemption), 'the request that redeems the code').not.to.be.empty
          expect((await replay(harvest, target)).join('\n')).to.equal('')
          expect(sites.wire.tokens.requests.length, 'the code was not spent').to.equal(asked)
          release()
          await connected(page)
        })

        // What SECURITY.md says is left; and that an outsider without the key gained nothing is not for want
        // of trying.
        it('takes a session along only with a key that it brought, for twelve hours at most', async () => {
          await page.goto(place.sites.deploy({ form, hostile: 'brings-a-key' }))
          await page.click(connect)
          await completeSignIn(await page.popup(), 'abel.tuter')
          await connected(page)
          const harvest = await readHarvest(page)
          const gains = (await replay(harvest, target)).join('\n')
          expect(gains).to.contain('a connected session').and.to.contain('data of the instance')
          expect(gains).to.contain('a token')
          const ends = harvest.flatMap(([, text]) => /"expiresAt":"([^"]+)"/.exec(text)?.[1] ?? [])
          expect(ends).not.to.be.empty
          const twelveHours = Date.now() + 12 * 3_600_000
          for (const end of ends) expect(Date.parse(end)).to.be.at.most(twelveHours)
        })
      }

      it('gains nothing even with the address of the callback, before the browser goes there', async () => {
        const { sites } = place
        await page.goto(sites.deploy({ form, hostile: 'watches' }))
        await page.click(connect)
        const popup = await page.popup()
        await popup.click({ css: 'button[value="abel.tuter"]' })
        const held = sites.hold('callback')
        // Where the driver has a click wait for the page that it leads to, it ends after the callback.
        const clicked = popup.click({ css: 'button[name=allow]' }).catch(() => undefined)
        const { url, release } = await held
        const harvest = await readHarvest(page)
        const asked = sites.wire.tokens.requests.length
        const own: Harvest = [['callback', url]]
        const cookies = [...valuesOf(harvest), ...valuesOf(own)].flatMap((value) =>
          attemptsWith(value, target).flatMap(({ headers }) => headers?.['Cookie'] ?? []),
        )
        for (const Cookie of ['', ...new Set(cookies)]) {
          const headers = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', Cookie }
          const { status, setCookies } = await askFromOutside({ url, headers })
          expect(status).to.equal(400)
          expect(setCookies.join()).not.to.match(/-(?:session|access)-/)
        }
        expect((await replay(own, target)).join('\n')).to.equal('')
        expect(sites.wire.tokens.requests.length, 'the code was not spent').to.equal(asked)
        release()
        await clicked
        await connected(page)
      })
    })
  }
}

/** A harvest that lacks what a page plainly sees proves nothing. */
function expectRich(harvest: Harvest, means: readonly string[]): void {
  for (const each of means) {
    expect(
      harvest.some(([how]) => how === each),
      `something by ${each}`,
    ).to.equal(true)
  }
  const isSession = ([how, text]: Harvest[number]): boolean =>
    how.startsWith('response of ') && text.includes('"connected":true') && text.includes('Abel Tuter')
  expect(harvest.some(isSession), 'the answer that says who is signed in').to.equal(true)
}

type Seen = Harvest[number]

const isRedemption = ([how, text]: Seen): boolean =>
  how === 'request' && text.includes('grant_type=authorization_code') && text.includes('code_verifier=')

/** That all of a bound session was seen: handles, what redeemed them and what proved the key, but no key. */
function expectBound(harvest: Harvest): void {
  const has = (what: string, is: (seen: Seen) => boolean): void =>
    void expect(harvest.some(is), what).to.equal(true)
  has(
    'handles',
    ([how, text]) => how.startsWith('response of ') && /"access_token".*"refresh_token"/.test(text),
  )
  has('handles where they are kept', ([how, text]) => how === 'IndexedDB' && text.includes('"access":"ey'))
  has(
    'the answer that the bridge page left',
    ([how, text]) => how === 'IndexedDB' && text.includes('"answer":'),
  )
  has('code and verifier', isRedemption)
  has('a proof', ([how, text]) => how === 'request' && text.includes('["dpop","ey'))
  has('the public key', ([how, text]) => how === 'exported key' && text.includes('"kty":"EC"'))
}
