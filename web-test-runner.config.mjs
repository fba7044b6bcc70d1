import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher } from '@web/test-runner-chrome'
import { playwrightLauncher } from '@web/test-runner-playwright'
import { webdriverLauncher } from '@web/test-runner-webdriver'
import * as puppeteer from 'puppeteer-core'
import {
  chromiumArgs,
  chromiumPath,
  firefoxPath,
  startWebKitDriver,
  webkitCapabilities,
} from './scripts/browsers.mjs'
import { bundledTests } from './scripts/bundled-tests.mjs'
import { testRunnerHtml } from './scripts/quiet-page.mjs'
import { summaryReporter } from './scripts/wtr-summary-reporter.mjs'

const summary = process.env.SNOWLINE_TEST_SUMMARY

/** `BROWSERS=chromium npx wtr` while working; all three in `npm test`. */
const wanted = (process.env.BROWSERS ?? 'chromium,firefox,webkit').split(',')

const launchers = {
  chromium: async () =>
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: chromiumPath, args: chromiumArgs },
      concurrency: 2,
    }),
  firefox: async () =>
    chromeLauncher({
      puppeteer,
      launchOptions: { browser: 'firefox', executablePath: firefoxPath, headless: true },
      concurrency: 1,
    }),
  webkit: async () => {
    const driver = await startWebKitDriver()
    return onePageAtATime(
      webdriverLauncher({
        hostname: '127.0.0.1',
        port: driver.port,
        path: '/',
        logLevel: 'error',
        capabilities: webkitCapabilities,
      }),
    )
  },
}

/**
 * WebDriver runs files side by side as frames of one page, which share its focus and its only thread:
 * one file's focus went missing in another, and one that computed for long made the others time out.
 */
function onePageAtATime(launcher) {
  const initialize = launcher.initialize.bind(launcher)
  return Object.assign(launcher, {
    concurrency: 1,
    initialize: (config) => initialize({ ...config, concurrency: 1 }),
  })
}

const conditions = ['browser', 'production']

// The proxy runs on servers (`npm run runtimes`); in pages only below a demonstration, as many tests run it.
const tested = [
  'test/**/*.test.ts',
  '!test/proxy/**',
  '!test/e2e/**',
  '!test/checks/**',
  '!test/cli/**',
  '!test/node/**',
  '!test/stories/**',
  // Together, by `test/layers/`.
  ...['shared', 'locales', 'protocol', 'client', 'actions', 'sync', 'state', 'emulator'].map(
    (layer) => `!test/${layer}/**`,
  ),
]
/** Node and one browser tell for the emulator's tables and rules; the others run it below the elements. */
const emulator = 'test/layers/emulator.test.ts'
const files = [...tested, `!${emulator}`]
const isWhole = !process.argv.includes('--files')

const browsers = await Promise.all(wanted.map((name) => launchers[name]()))
const chromium = browsers[wanted.indexOf('chromium')]

export default {
  files,
  groups: isWhole && chromium ? [{ name: 'emulator', files: [emulator], browsers: [chromium] }] : [],
  nodeResolve: { exportConditions: conditions },
  browsers,
  concurrentBrowsers: 2,
  concurrency: 2,
  plugins: [
    bundledTests({ conditions, all: isWhole ? tested : undefined }),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }),
  ],
  ...(summary ? { reporters: [summaryReporter(summary, { isLast: !isWhole })] } : {}),
  testRunnerHtml,
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 240_000,
  browserStartTimeout: 90_000,
}
