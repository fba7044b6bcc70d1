import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { hostHeaders } from '../../../src/cli/demo-command.js'
import { createStaticFiles } from '../../../src/cli/static-files.js'
import { callText } from '../driver/driver.js'
import { bridgePath, formSettings, type Deployment, type Form, type Hostility } from './deployment.js'
import { hostileKeys } from './hostile-keys.js'
import { hostileScript } from './hostile-script.js'
import { recordConnection } from './record-connection.js'

const dist = new URL('../../../dist', import.meta.url).pathname

export interface HostSiteOptions {
  readonly deployment: () => Deployment
  /** Origin of the deployment's proxy. */
  readonly proxy: () => string
  readonly instance: string
}

/**
 * The host application: a page with the panel and the scripts that watch it, and the built package with its
 * bridge page, which has the policies of the first; `/bare` is a page without any of it, policies neither.
 */
export function hostSite({ deployment, proxy, instance }: HostSiteOptions): RequestListener {
  const files = createStaticFiles({ folders: { '/snowline/': dist }, variables: {}, headers: {} })
  const scripts: Readonly<Record<string, string>> = {
    '/record-connection.js': callText(recordConnection),
    '/watches.js': hostileSource(false),
    '/brings-a-key.js': hostileSource(true),
  }
  const css = 'body { margin: 0 } snow-panel { display: block; height: 100vh }'
  return getRequestListener(
    async (request) => {
      const { pathname } = new URL(request.url)
      const script = scripts[pathname]
      if (script !== undefined)
        return new Response(script, { headers: { 'Content-Type': 'text/javascript' } })
      if (pathname === '/host.css') return new Response(css, { headers: { 'Content-Type': 'text/css' } })
      if (pathname === '/bare') return new Response('<!doctype html><title>Bare</title>', { headers: html })
      if (pathname !== '/' && pathname !== bridgePath) return files(request)
      const { form, hostOpener, windows, hostile } = deployment()
      const headers = new Headers({
        ...hostHeaders(proxy(), instance),
        ...html,
        'Cache-Control': 'no-store',
      })
      if (hostOpener !== 'none') headers.set('Cross-Origin-Opener-Policy', hostOpener)
      // A sandbox without `allow-popups`: the browser itself opens no window, whatever was clicked.
      if (windows === 'blocked') headers.append('Content-Security-Policy', blockedWindows)
      const page =
        pathname === bridgePath
          ? await files(request).then((answer) => answer.text())
          : hostPage({ host: new URL(request.url).origin, proxy: proxy(), form, hostile })
      return new Response(page, { headers })
    },
    { overrideGlobalObjects: false },
  )
}

const html = { 'Content-Type': 'text/html; charset=utf-8' }
const blockedWindows = 'sandbox allow-scripts allow-same-origin allow-forms allow-downloads'

interface HostPageParts {
  readonly host: string
  readonly proxy: string
  readonly form: Form
  readonly hostile: Hostility
}

function hostPage({ host, proxy, form, hostile }: HostPageParts): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A host application</title>
    <link rel="stylesheet" href="/host.css" />
    ${hostile === 'none' ? '' : `<script src="/${hostile}.js"></script>`}
    <script src="/record-connection.js"></script>
    <script type="module" src="/snowline/embed.js"></script>
  </head>
  <body>
    <snow-panel proxy="${proxy}" instance="demo" ${formSettings(form, host).panel}></snow-panel>
  </body>
</html>`
}

function hostileSource(bringsKey: boolean): string {
  return `${callText(hostileScript)};${callText(hostileKeys, bringsKey)}`
}
