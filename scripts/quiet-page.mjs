/**
 * Runs before a test file's own code: what other windows and other pages do while it runs is no part of it.
 * Browsers focus and show their windows as they please, and test files that run side by side share an origin
 * and with it the channels of `BroadcastChannel`; either makes a connection ask for its session once more.
 */
function quietPage() {
  const { crypto, BroadcastChannel, window, document } = globalThis
  const page = crypto.randomUUID()
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(`${page} ${name}`)
    }
  }
  for (const [target, type] of [
    [window, 'focus'],
    [document, 'visibilitychange'],
  ]) {
    const drop = (event) => {
      if (event.isTrusted && event.target === target) event.stopImmediatePropagation()
    }
    target.addEventListener(type, drop, { capture: true })
  }
}

/** The page that a test file is loaded into. */
export const testRunnerHtml = (framework) => `<!doctype html>
<html>
  <head><meta charset="utf-8" /></head>
  <body>
    <script>(${quietPage})()</script>
    <script type="module" src="${framework}"></script>
  </body>
</html>`
