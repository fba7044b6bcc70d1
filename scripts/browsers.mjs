// Where the three browsers are and how they start; used by the unit tests, the end-to-end tests and the pictures.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'

const asRoot = process.getuid?.() === 0

/** First of the paths that exists; an environment variable wins. */
function find(variable, ...paths) {
  return process.env[variable] ?? paths.find((path) => existsSync(path))
}

export const chromiumPath = find(
  'SNOWLINE_CHROMIUM',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
)
export const firefoxPath = find('SNOWLINE_FIREFOX', '/usr/bin/firefox-esr', '/usr/bin/firefox')
export const webkitDriverPath = find('SNOWLINE_WEBKIT_DRIVER', '/usr/bin/WebKitWebDriver')
export const miniBrowserPath = find(
  'SNOWLINE_MINIBROWSER',
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
)
const xvfbPath = find('SNOWLINE_XVFB', '/usr/bin/xvfb-run')

export const chromiumArgs = [
  // Chromium's sandbox does not start under root, which is what containers and CI run as.
  ...(asRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What a Debian machine lacks: [package, present]. */
export const browserPackages = [
  ['chromium', Boolean(chromiumPath)],
  ['firefox-esr', Boolean(firefoxPath)],
  ['webkit2gtk-driver', Boolean(webkitDriverPath && miniBrowserPath)],
  ['xvfb', Boolean(xvfbPath)],
]

export async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts WebKit's driver on a virtual display; resolves once it answers. */
export async function startWebKitDriver() {
  const port = await freePort()
  const child = spawn(xvfbPath, ['-a', webkitDriverPath, `--port=${port}`], {
    stdio: 'ignore',
    // Its own process group, so that ending it ends the virtual display and the browser too.
    detached: true,
    env: {
      ...process.env,
      ...(asRoot ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
      // Without a graphics card the compositor only costs time.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    },
  })
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGTERM')
    } catch {
      // It has ended by itself.
    }
  }
  process.once('exit', stop)
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/status`)
      if (answer.ok) return { port, stop }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  stop()
  throw new Error('WebKitWebDriver did not start within 10 seconds')
}

/** WebKit's capabilities, with more arguments for its browser. */
export function webkitCapabilitiesWith(args) {
  return {
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: miniBrowserPath, args: ['--automation', ...args] },
  }
}

export const webkitCapabilities = webkitCapabilitiesWith([])
