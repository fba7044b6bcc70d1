// Each subpath of `exports` resolves, has types, and those without a DOM can be imported in Node.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Importing these must work where there is no HTMLElement, and must register nothing. */
const withoutDom = [
  '.',
  './client',
  './picker',
  './sync',
  './proxy',
  './proxy/node',
  './proxy/express',
  './emulator',
]

function expand(root, subpath, target) {
  if (!subpath.includes('*')) return [[subpath, target]]
  const folder = join(root, target.slice(0, target.indexOf('*')))
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -3))
    .map((name) => [subpath.replace('*', name), target.replace('*', name)])
}

export function checkExports(root) {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const problems = []
  let count = 0
  for (const [subpath, entry] of Object.entries(exports)) {
    const conditions = typeof entry === 'string' ? { default: entry } : entry
    for (const target of Object.values(conditions)) {
      for (const [expanded, file] of expand(root, subpath, target)) {
        count += 1
        if (!existsSync(join(root, file)))
          problems.push(`exports '${expanded}' names ${file}, which the build does not make`)
      }
    }
  }
  for (const subpath of withoutDom) {
    const specifier = subpath === '.' ? name : name + subpath.slice(1)
    const script = `await import('${specifier}'); if (globalThis.customElements?.get('snow-panel')) throw new Error('importing registered an element')`
    const result = spawnSync('node', ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })
    if (result.status !== 0)
      problems.push(`import '${specifier}' fails in Node: ${result.stderr.trim().split('\n').at(-1)}`)
  }
  // Every subpath that a document names must exist.
  const known = new Set(Object.keys(exports))
  for (const document of ['README.md', 'ARCHITECTURE.md', 'docs/proxy.md']) {
    const text = existsSync(join(root, document)) ? readFileSync(join(root, document), 'utf8') : ''
    for (const [, subpath] of text.matchAll(/['"`]snowline\/([\w/.-]+)['"`]/g)) {
      const found =
        known.has(`./${subpath}`) ||
        [...known].some(
          (key) => key.includes('*') && `./${subpath}`.startsWith(key.slice(0, key.indexOf('*'))),
        )
      if (!found) problems.push(`${document} names 'snowline/${subpath}', which exports does not have`)
    }
  }
  return { problems, figure: `${count} targets` }
}
