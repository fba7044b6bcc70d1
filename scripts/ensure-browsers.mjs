import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { browserPackages } from './browsers.mjs'

/** Installs the three browsers from Debian's packages where it may; otherwise says what to install, and ends. */
export function ensureBrowsers() {
  const missing = browserPackages.filter(([, present]) => !present).map(([name]) => name)
  if (missing.length === 0) return
  const line = `apt-get install -y ${missing.join(' ')}`
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    console.error(`The tests run in Chromium, Firefox and WebKit. Install what is missing, then run npm test again:

  sudo ${line}

On other systems name them: SNOWLINE_CHROMIUM, SNOWLINE_FIREFOX, SNOWLINE_WEBKIT_DRIVER, SNOWLINE_MINIBROWSER.`)
    process.exit(1)
  }
  console.log(`Installing browsers (a few minutes, once): ${missing.join(', ')} …`)
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
