import { randomBytes } from 'node:crypto'
import { createEmulator } from '../../../src/emulator/create-emulator.js'
import type { Emulator } from '../../../src/emulator/emulator-options.js'
import type { ProxyConfig } from '../../../src/proxy/config.js'
import { forms, formSettings, plainDeployment, type Deployment, type Form } from './deployment.js'
import { hostSite } from './host-site.js'
import { instanceSite } from './instance-site.js'
import { probeSite } from './probe-site.js'
import { startProxyProcess, type ProxyProcess } from './proxy-process.js'
import { startSiteServer } from './site-server.js'
import { createWire, type Wire } from './wire.js'

/*
 * What counts as a site under `localhost`, measured by `Sec-Fetch-Site` in Chromium, Firefox and WebKitGTK,
 * and by the first test of this folder: `localhost` is a public suffix like `com`, so that
 * `host.localhost` and `proxy.localhost` are two sites, whatever stands before them is part of its site, and
 * `localhost` itself and 127.0.0.1 are sites of their own.
 */
const names = {
  host: 'www.host.localhost',
  proxy: { 'same-site': 'sn.host.localhost', 'cross-site': 'sn.proxy.localhost' },
  probe: { 'same-site': 'probe.host.localhost', 'cross-site': 'probe.proxy.localhost' },
  // An address: a proxy on any machine finds it without a resolver that knows `*.localhost`.
  instance: '127.0.0.1',
} as const

export const clientSecret = 'snowline-demo-secret'

/** One host application, its proxies, and the instance, each on its own origin, and what passed between them. */
export interface Sites {
  readonly host: string
  readonly proxy: Readonly<Record<Form, string>>
  /** Pages without any policy, one on the site of each proxy. */
  readonly probe: Readonly<Record<Form, string>>
  readonly instance: string
  readonly emulator: Emulator
  readonly sealKey: string
  readonly wire: Wire
  /** Changes what the next pages are served with; returns the address of the host application. */
  deploy(changes?: Partial<Deployment>): string
  /**
   * Keeps the requests of browsers to a route from the proxy, preflights aside; resolves with the address of
   * the first once it was sent.
   */
  hold(route: 'callback' | 'token'): Promise<HeldRequest>
  /** Everything that the proxy of a form has printed. */
  proxyOutput(form: Form): string
  close(): Promise<void>
}

export interface HeldRequest {
  readonly url: string
  /** Lets browsers go on, those that came meanwhile too. */
  release(): void
}

export async function serveSites(): Promise<Sites> {
  const wire = createWire()
  const allNames = [names.host, names.instance, ...Object.values(names.proxy), ...Object.values(names.probe)]
  const server = await startSiteServer(allNames, (request) => wire.requests.push(request))
  const origins = (byForm: Readonly<Record<Form, string>>): Readonly<Record<Form, string>> => ({
    'same-site': server.origin(byForm['same-site']),
    'cross-site': server.origin(byForm['cross-site']),
  })
  const [host, instance] = [server.origin(names.host), server.origin(names.instance)]
  const [proxy, probe] = [origins(names.proxy), origins(names.probe)]
  const sealKey = randomBytes(32).toString('base64url')
  let deployment = plainDeployment

  const emulator = createEmulator({
    redirectUris: Object.values(proxy).map((origin) => `${origin}/callback/demo`),
  })
  const processes = new Map<Form, ProxyProcess>()
  const holds = new Map<string, (url: string, goOn: () => void) => void>()
  for (const form of forms) {
    const config = proxyConfig(form, { publicUrl: proxy[form], host, instance, sealKey })
    const started = await startProxyProcess(config, server.certificate)
    processes.set(form, started)
    server.serve(names.proxy[form], (request, response) => {
      const { method, url = '', headers } = request
      const goOn = (): unknown => started.front(request, response)
      const isHeld = method !== 'OPTIONS' && headers['user-agent']?.startsWith('Mozilla/')
      const hold = isHeld ? holds.get(url.split('/')[1] ?? '') : undefined
      if (hold === undefined) goOn()
      else hold(`https://${headers.host}${url}`, goOn)
    })
  }
  server.serve(
    names.instance,
    instanceSite(emulator, () => deployment, wire.tokens),
  )
  server.serve(
    names.host,
    hostSite({ deployment: () => deployment, proxy: () => proxy[deployment.form], instance }),
  )
  for (const name of Object.values(names.probe)) server.serve(name, probeSite)

  return {
    host,
    proxy,
    probe,
    instance,
    emulator,
    sealKey,
    wire,
    deploy(changes = {}) {
      deployment = { ...plainDeployment, ...changes }
      return `${host}/`
    },
    hold: (route) =>
      new Promise((resolve) => {
        const held: (() => void)[] = []
        const release = (): void => {
          holds.delete(route)
          for (const goOn of held) goOn()
        }
        holds.set(route, (url, goOn) => {
          held.push(goOn)
          resolve({ url, release })
        })
      }),
    proxyOutput: (form) => processes.get(form)?.output() ?? '',
    async close() {
      for (const each of processes.values()) await each.close()
      await server.close()
    },
  }
}

interface ProxyPlace {
  readonly publicUrl: string
  readonly host: string
  readonly instance: string
  readonly sealKey: string
}

/** The configuration of the proxy of a form. */
function proxyConfig(form: Form, { publicUrl, host, instance, sealKey }: ProxyPlace): ProxyConfig {
  return {
    publicUrl,
    ...formSettings(form, host).proxy,
    sealKeys: [sealKey],
    instances: {
      demo: {
        label: 'Acme IT',
        environment: 'development',
        url: instance,
        clientId: 'snowline-demo',
        clientSecret,
      },
    },
  }
}
