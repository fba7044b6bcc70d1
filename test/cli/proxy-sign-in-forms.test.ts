import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { createProxy } from '../../src/proxy/create-proxy.js'
import { formAction, readForm, serverOf, withCookies } from '../support/cookie-jar.js'
import { host, proxyOrigin, readSession, sealKey } from '../proxy/deployment.js'

const instanceOrigin = 'https://acme.service-now.example'

/** The instance's pages keep a cookie of their own, which no `Response` carries inside a page: Node only. */
describe('signing in through the forms of the instance', () => {
  for (const [decision, connected] of [
    ['allow', true],
    ['deny', false],
  ] as const) {
    it(`ends ${connected ? 'connected' : 'on the page of the proxy'} after ${decision}`, async () => {
      const emulator = createEmulator({ redirectUris: [`${proxyOrigin}/callback/prod`] })
      const proxy = createProxy({
        publicUrl: proxyOrigin,
        origins: [host],
        sealKeys: [sealKey],
        instances: {
          prod: { url: instanceOrigin, clientId: 'snowline-demo', clientSecret: 'snowline-demo-secret' },
        },
        fetch: (input, init) => emulator.fetch(new Request(input, init)),
      })
      const visitor = withCookies({
        [proxyOrigin]: serverOf(proxy),
        [instanceOrigin]: serverOf(emulator.fetch),
      })
      const signIn = await visitor.navigate(`${proxyOrigin}/login/prod`)
      const person = readForm(signIn.text)
      person.set('user_name', 'abel.tuter')
      person.set('user_password', 'snowline')
      const consent = await visitor.navigate(formAction(signIn), person)
      const answer = readForm(consent.text)
      answer.set(decision, 'true')
      const page = await visitor.navigate(formAction(consent), answer)
      expect(new URL(page.url).origin).to.equal(proxyOrigin)
      expect(page.text).to.contain(connected ? 'You are signed in.' : 'SNOW_SIGN_IN_DENIED')
      expect(await readSession(visitor)).to.include({ connected })
    })
  }
})
