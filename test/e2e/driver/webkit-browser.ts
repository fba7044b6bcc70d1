import WebDriver, { type Client } from 'webdriver'
import { startWebKitDriver, webkitCapabilitiesWith } from '../../../scripts/browsers.mjs'
import {
  callText,
  describeTarget,
  findAll,
  poll,
  type Browser,
  type LaunchOptions,
  type Page,
  type Target,
} from './driver.js'

/** WebKit by the classic WebDriver protocol: one session a page, one window at a time in front. */
export async function launchWebKit({ strictSites = false }: LaunchOptions = {}): Promise<Browser> {
  const driver = await startWebKitDriver()
  // Of itself WebKitGTK sends third-party cookies. With tracking prevention it blocks them, as Safari does.
  const capabilities = webkitCapabilitiesWith(strictSites ? ['--enable-itp'] : [])
  const sessions: Client[] = []
  const end = async (session: Client): Promise<void> => {
    sessions.splice(sessions.indexOf(session), 1)
    await session.deleteSession()
  }
  return {
    name: 'webkit',
    async newPage() {
      // The driver allows one session at a time.
      for (const session of [...sessions]) await end(session)
      const session = await WebDriver.newSession({
        hostname: '127.0.0.1',
        port: driver.port,
        path: '/',
        logLevel: 'error',
        // Now and then the driver never answers what it was asked of a window that is about to close. A click
        // must not be sent twice: whoever waits asks again.
        connectionRetryTimeout: 60_000,
        connectionRetryCount: 0,
        capabilities: { alwaysMatch: capabilities as WebdriverIO.Capabilities, firstMatch: [{}] },
      })
      sessions.push(session)
      await session.setTimeouts(0, 15_000, 10_000)
      await session.setWindowRect(0, 0, 1280, 900)
      const known = new Set<string>()
      return wrap({ session, known, close: () => end(session) }, await session.getWindowHandle())
    },
    async close() {
      for (const session of [...sessions]) await end(session)
      driver.stop()
    },
  }
}

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

interface Session {
  readonly session: Client
  /** The handles of all windows that a test has had so far: the driver tells no order among them. */
  readonly known: Set<string>
  close(): Promise<void>
}

function wrap(inSession: Session, handle: string): Page {
  const { session, known, close } = inSession
  known.add(handle)
  /** Commands go to the window in front: bring ours there first. */
  const front = async (): Promise<void> => session.switchToWindow(handle)
  const run = async (body: string, element?: object): Promise<unknown> => {
    await front()
    return session.executeScript(body, element === undefined ? [] : [element])
  }
  const find = (target: Target): Promise<string> =>
    poll(describeTarget(target), async () => {
      const found = (await run(`return ${callText(findAll, target.css, target.text)}[0] ?? null`)) as Record<
        string,
        string
      > | null
      return found?.[elementKey]
    })

  return {
    async goto(url) {
      await front()
      await session.navigateTo(url)
    },
    async url() {
      await front()
      return session.getUrl()
    },
    click: (target) =>
      poll(`a click on ${describeTarget(target)}`, async () => {
        await session.elementClick(await find(target))
        return true
      }).then(() => undefined),
    async fill(target, text) {
      const element = await find(target)
      await session.elementClear(element)
      await session.elementSendKeys(element, text)
    },
    async press(key) {
      await front()
      const value = keys[key] ?? key
      const actions = [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]
      await session.performActions([{ type: 'key', id: 'keyboard', actions }])
    },
    waitFor: async (target) => void (await find(target)),
    text: async (target) =>
      String(await run('return arguments[0].textContent', { [elementKey]: await find(target) })),
    count: async (target) => Number(await run(`return ${callText(findAll, target.css, target.text)}.length`)),
    evaluate: async (script, ...args) => {
      await front()
      return (await session.executeAsyncScript(
        `Promise.resolve(${callText(script, ...args)}).then(arguments[0])`,
        [],
      )) as never
    },
    popup: () =>
      poll('another window', async () => {
        const other = (await session.getWindowHandles()).find((each) => !known.has(each))
        return other === undefined ? undefined : wrap(inSession, other)
      }),
    closed: () =>
      poll('the window to close', async () =>
        (await session.getWindowHandles()).includes(handle) ? undefined : true,
      ).then(() => undefined),
    async newTab() {
      await front()
      // A window of its own: the driver leaves a tab hidden, and a hidden one may open no window.
      const { handle: opened } = await session.createWindow('window')
      return wrap(inSession, opened)
    },
    comeBack: front,
    async closeWindow() {
      await front()
      await session.closeWindow()
    },
    close,
  }
}

/** WebDriver's code points of keys that are not characters. */
const keys: Readonly<Record<string, string>> = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ' ': '\uE00D',
}
