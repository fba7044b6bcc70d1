import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { hostHeaders } from '../../../src/cli/demo-command.js'
import { createStaticFiles } from '../../../src/cli/static-files.js'
import { callText } from '../driver/driver.js'
import { formSettings, type Deployment, type Form } from './deployment.js'
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
 * The host application: one page with the panel, the built package, and the scripts that watch it; `/bare` is
 * a page without any of it, policies neither.
 */
export function hostSite({ deployment, proxy, instance }: HostSiteOptions): RequestListener {
  const files = createStaticFiles({ folders: { '/snowline/': dist }, variables: {}, headers: {} })
  const scripts: Readonly<Record<string, string>> = {
    '/record-connection.js': callText(recordConnection),
    '/hostile.js': callText(hostileScript),
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
      if (pathname !== '/') return files(request)
      const { form, hostOpener, windows, hostile } = deployment()
      const headers = new Headers({
        ...hostHeaders(proxy(), instance),
        ...html,
        'Cache-Control': 'no-store',
      })
      if (hostOpener !== 'none') headers.set('Cross-Origin-Opener-Policy', hostOpener)
      // A sandbox without `allow-popups`: the browser itself opens no window, whatever was clicked.
      if (windows === 'blocked') headers.append('Content-Security-Policy', blockedWindows)
      return new Response(hostPage(proxy(), form, hostile), { headers })
    },
    { overrideGlobalObjects: false },
  )
}

const html = { 'Content-Type': 'text/html; charset=utf-8' }
const blockedWindows = 'sandbox allow-scripts allow-same-origin allow-forms allow-downloads'

function hostPage(proxy: string, form: Form, hostile: boolean): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A host application</title>
    <link rel="stylesheet" href="/host.css" />
    ${hostile ? '<script src="/hostile.js"></script>' : ''}
    <script src="/record-connection.js"></script>
    <script type="module" src="/snowline/embed.js"></script>
  </head>
  <body>
    <snow-panel proxy="${proxy}" instance="demo" ${formSettings[form].panel}></snow-panel>
  </body>
</html>`
}
