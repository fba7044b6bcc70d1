// Uppy's Companion with a provider of ours, whose list is the instance's: its nearest to a relay.
import { createServer } from 'node:http'
import * as companion from '@uppy/companion'
import express from 'express'
import session from 'express-session'
import got from 'got'
import { attend, listen, settings } from './attend.mjs'

// express-session warns that its store is for one process only, which is all that there is here.
console.warn = () => undefined

// Not exported: Companion makes the token itself after a sign-in.
const inside = '../../node_modules/@uppy/companion/lib/server/helpers/jwt.js'
const { generateEncryptedAuthToken } = await import(new URL(inside, import.meta.url))

const secret = 'a-secret-of-the-bench-alone-'.repeat(2)
const name = 'servicenow'

class ServiceNow {
  static oauthProvider = name
  static hasSimpleAuth = false
  static getExtraGrantConfig() {
    return {}
  }

  needsCookieAuth = false

  async list({ query, providerUserSession }) {
    const headers = { Accept: 'application/json', Authorization: `Bearer ${providerUserSession.accessToken}` }
    return got(`${settings.instance}${settings.table}`, { searchParams: query, headers }).json()
  }
}

const { app } = companion.app({
  providerOptions: {},
  customProviders: {
    [name]: {
      config: {
        key: 'client',
        secret: 'client-secret',
        authorize_url: `${settings.instance}/oauth_auth.do`,
        access_url: `${settings.instance}/oauth_token.do`,
      },
      module: ServiceNow,
    },
  },
  server: { host: '127.0.0.1', protocol: 'http' },
  filePath: settings.folder,
  secret,
  corsOrigins: [settings.origin],
  uploadUrls: ['https://upload.example/'],
  metrics: false,
})
const server = createServer(
  express()
    .use(session({ secret, resave: false, saveUninitialized: false }))
    .use(app),
)
const tokens = { [name]: { accessToken: settings.token, refreshToken: settings.token } }
attend({
  url: await listen(server),
  headers: { 'uppy-auth-token': generateEncryptedAuthToken(tokens, secret, 86_400) },
})
