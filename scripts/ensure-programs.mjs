import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { browserPackages } from './browsers.mjs'

/** Daemons are often outside of a person's path. */
const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin']
const isThere = (name) => folders.some((folder) => existsSync(join(folder, name)))

/** Servers that the proxy is tried with: [package, present]. Without them their tests are skipped. */
const serverPackages = [
  ['nginx', isThere('nginx')],
  ['redis-server', isThere('redis-server')],
]

/** Installs the three browsers, for what needs no more. */
export const ensureBrowsers = () => ensure(browserPackages)

/** Installs what the tests run in and with from Debian's packages where it may; otherwise says what to install. */
export const ensurePrograms = () => ensure(browserPackages, serverPackages)

/** Ends when something that is needed is missing and may not be installed. */
function ensure(needed, useful = []) {
  const missingOf = (packages) => packages.filter(([, present]) => !present).map(([name]) => name)
  const missing = missingOf([...needed, ...useful])
  if (missing.length === 0) return
  const line = `apt-get install -y ${missing.join(' ')}`
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    if (missingOf(needed).length === 0) {
      console.log(`Tests are skipped that need ${missing.join(' and ')} (${line})`)
      return
    }
    console.error(`The tests run in Chromium, Firefox and WebKit, some with nginx and Redis. Install what is missing, then run this again:

  sudo ${line}

On other systems name the browsers: SNOWLINE_CHROMIUM, SNOWLINE_FIREFOX, SNOWLINE_WEBKIT_DRIVER, SNOWLINE_MINIBROWSER.`)
    process.exit(1)
  }
  console.log(`Installing programs for the tests (a few minutes, once): ${missing.join(', ')} …`)
  // The tests start servers of their own, on free ports: whether Debian starts its services does not matter
  // to them, and in its container images it does not.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', ...missing],
  ]) {
    const result = spawnSync('apt-get', args, { env, encoding: 'utf8' })
    if (result.status !== 0) {
      console.error(`${result.stdout}\n${result.stderr}\napt-get failed; install by hand: ${line}`)
      process.exit(1)
    }
  }
  // The paths were looked up when the process started: start again, now that they are there.
  const again = spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit' })
  process.exit(again.status ?? 1)
}
