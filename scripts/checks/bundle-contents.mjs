// What must not be inside a bundle.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** [what, files, forbidden] */
const rules = [
  [
    'the embed',
    (file) => file === 'embed.js' || file.startsWith('embed/'),
    [
      ['client_secret', 'the secret belongs to the proxy'],
      ['snowline-demo', 'the emulator belongs to tests'],
      ['react', 'no framework in the embed', /\breact(-dom)?\b/],
      ['__v_isVNode', 'no framework in the embed'],
      ['Function(', 'no code from text: a strict CSP forbids it', /\bnew Function\(/],
    ],
  ],
  [
    // Towards the proxy, a page on another site is a client of its own; towards ServiceNow nobody is.
    'all of the embed but the form for pages on other sites',
    (file) => file === 'embed.js' || (file.startsWith('embed/') && !file.startsWith('embed/cross-site-form')),
    [['code_verifier', 'the proxy is the OAuth client']],
  ],
  [
    'what bundlers import',
    (file) => /^((index|client|picker|sync)\.js$|(define|library|locales|react|vue)\/)/.test(file),
    [['__vitePreload', 'a host that builds with Vite would declare it twice']],
  ],
  [
    'the proxy',
    (file) => file === 'proxy.js',
    [
      ['HTMLElement', 'no DOM in the proxy'],
      ['lit', 'no elements in the proxy', /from\s*["']lit/],
    ],
  ],
  [
    'the SDK and the classes',
    (file) => ['index.js', 'client.js', 'picker.js'].includes(file),
    [['customElements.define', 'importing registers nothing']],
  ],
]

export function checkBundleContents(root) {
  const dist = join(root, 'dist')
  const files = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.js'))
  const problems = []
  let looked = 0
  for (const [what, matches, forbidden] of rules) {
    const bundle = files.filter(matches)
    if (bundle.length === 0) problems.push(`${what} is missing from dist: run npm run build`)
    for (const file of bundle) {
      const code = readFileSync(join(dist, file), 'utf8')
      looked += 1
      for (const [text, why, pattern] of forbidden) {
        if (pattern ? pattern.test(code) : code.includes(text))
          problems.push(`dist/${file} contains '${text}': ${why}`)
      }
    }
  }
  return { problems, figure: `${looked} bundles` }
}
