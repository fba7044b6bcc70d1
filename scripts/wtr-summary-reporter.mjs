import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'

/** Counts per browser into a JSON file, failures to the console: a few lines instead of a screen. */
export function summaryReporter(output, { isLast = false } = {}) {
  return {
    reportTestFileResults() {},
    getTestProgress() {
      return []
    },
    onTestRunFinished({ sessions }) {
      const browsers = {}
      for (const session of sessions) {
        const file = relative(process.cwd(), session.testFile)
        const counts = (browsers[session.browser.name] ??= {
          ...{ passed: 0, failed: 0, skipped: 0 },
          interrupted: [],
        })
        if (!isLast && isInterrupted(session)) {
          counts.interrupted.push(file)
          continue
        }
        const report = (title, message) => {
          counts.failed += 1
          console.error(`  FAIL ${session.browser.name} ${file}: ${title}`)
          if (message) console.error(`       ${message}`)
        }
        for (const error of session.errors) report('the file did not run', error.message)
        const visit = (suite, path) => {
          for (const test of suite.tests) {
            if (test.skipped) counts.skipped += 1
            else if (test.passed) counts.passed += 1
            else report([...path, test.name].join(' › '), test.error?.message)
          }
          for (const inner of suite.suites) visit(inner, [...path, inner.name])
        }
        if (session.testResults) visit(session.testResults, [])
        if (!session.testResults && session.errors.length === 0)
          report('the file did not run', 'no result came back')
      }
      writeFileSync(output, JSON.stringify(browsers))
    },
  }
}

/**
 * The browser lost its connection to the runner in the middle of the file, with the page still where it was: its
 * network process went down, or it never began. No test of the file had a say in it.
 */
function isInterrupted({ errors, testResults }) {
  return !testResults && errors.length > 0 && errors.every(({ message }) => interruption.test(message))
}

const interruption = /the browser disconnected\.$|^Browser tests did not start/
