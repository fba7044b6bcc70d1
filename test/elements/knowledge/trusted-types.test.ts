import { expect } from 'chai'

const policy = "require-trusted-types-for 'script'; trusted-types snowline dompurify lit-html"
const source = (path: string): string => new URL(`../../../src/${path}`, import.meta.url).href

/** A page of its own, in a frame: a policy holds for a whole document. */
function pageUnder(csp: string): string {
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${csp}">
    <snow-knowledge></snow-knowledge><div id="box"></div>
    <script type="module">
      const violations = []
      addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.sample))
      try {
        await import('${source('define/snow-knowledge.ts')}')
        const { loadSanitiser } = await import('${source('elements/internal/rich-text/load-sanitiser.ts')}')
        const { insertHtml } = await import('${source('elements/internal/rich-text/insert-html.ts')}')
        const sanitiser = await loadSanitiser()
        const options = { instanceUrl: 'https://acme.example', images: 'all' }
        insertHtml(box, sanitiser.sanitise('<p onclick="x()">kept</p><script>x()<\\/script>', options))
        await document.querySelector('snow-knowledge').updateComplete
        const drawn = document.querySelector('snow-knowledge').shadowRoot.querySelector('.empty') !== null
        parent.postMessage({ shown: box.innerHTML, drawn, violations }, '*')
      } catch (error) {
        parent.postMessage({ shown: String(error), drawn: false, violations }, '*')
      }
    </script>`
}

describe('the knowledge element under enforced Trusted Types', () => {
  it('draws itself and shows an article, without a violation', async () => {
    const frame = document.createElement('iframe')
    const said = new Promise<unknown>((resolve) => {
      window.addEventListener('message', function listen({ source: from, data }: MessageEvent<unknown>) {
        if (from !== frame.contentWindow) return
        window.removeEventListener('message', listen)
        resolve(data)
      })
    })
    // The test's own page enforces nothing: this is its way to a document that does.
    frame.setAttribute('srcdoc', pageUnder(policy))
    document.body.append(frame)
    try {
      expect(await said).to.deep.equal({ shown: '<p>kept</p>', drawn: true, violations: [] })
    } finally {
      frame.remove()
    }
  })
})
