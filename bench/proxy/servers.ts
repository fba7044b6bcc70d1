import { proxyPath } from '../../src/protocol/proxy-contract.js'
import { nginxVersion, someToken, startNginx, table, user, type ScriptedInstance } from './instance.js'
import { startServer, type ServerProcess } from './server-process.js'

/** The id that our proxy knows the instance by. */
export const instanceId = 'prod'
/** Where the page is that the widget is on. */
export const pageOrigin = 'https://www.example.com'

/** One for all: a browser that signed in at one of our servers is signed in at the next. */
const sealKey = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')

/** Our proxy as behind a reverse proxy that ends TLS: its cookies are those of an https deployment. */
export function startSnowline(
  { url }: ScriptedInstance,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const options = {
    publicUrl: 'https://sn.example.com',
    origins: [pageOrigin],
    sealKeys: [sealKey],
    instances: { [instanceId]: { url, clientId: 'client', clientSecret: 'client-secret' } },
  }
  return startServer('snowline', { options }, flags)
}

export interface Peers {
  readonly bare: ServerProcess
  readonly bareRelay: ServerProcess
  readonly replyFrom: ServerProcess
  readonly companion: ServerProcess
  /** Only where nginx is on the path. */
  readonly nginx: ServerProcess | undefined
}

/** What the proxy is measured beside: all before the same instance, each a process of its own. */
export async function startPeers(instance: ScriptedInstance, folder: string): Promise<Peers> {
  const settings = {
    instance: instance.url,
    mount: proxyPath.relay(instanceId, '/api/'),
    table,
    token: someToken,
    origin: pageOrigin,
    folder,
    answer: sessionLikeAnswer,
  }
  const [bare, bareRelay, replyFrom, companion, nginx] = await Promise.all([
    startServer('bare', settings),
    startServer('bare-relay', settings),
    startServer('reply-from', settings),
    startServer('companion', settings),
    nginxVersion() === undefined
      ? undefined
      : startNginx('relay', folder, nginxRelay(instance, settings.mount)),
  ])
  return { bare, bareRelay, replyFrom, companion, nginx }
}

/** As much as our session route says. */
const sessionLikeAnswer = {
  connected: true,
  instance: { id: instanceId, label: instanceId, environment: 'production', url: 'https://acme.example' },
  user: { sysId: user, userName: 'abel.tuter', name: 'Abel Tuter', email: 'abel@example.com' },
  agent: true,
  connectedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-08T00:00:00.000Z',
}

const nginxRelay = ({ url }: ScriptedInstance, mount: string): string => `
  upstream instance { server ${new URL(url).host}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:@port;
    location ${mount} {
      proxy_pass http://instance/api/;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Authorization "Bearer ${someToken}";
      proxy_buffer_size 16k;
      proxy_buffers 16 16k;
    }
  }`
