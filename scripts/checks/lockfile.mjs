// The lockfile fits package.json and names no address; every dependency has its reason.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function checkLockfile(root) {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'))
  const manifest = read('package.json')
  const lock = read('package-lock.json')
  const problems = []
  for (const kind of ['dependencies', 'devDependencies']) {
    const wanted = JSON.stringify(Object.entries(manifest[kind]).sort())
    if (wanted !== JSON.stringify(Object.entries(lock.packages[''][kind]).sort())) {
      problems.push(`${kind} of package.json and package-lock.json differ: run npm install`)
    }
    for (const [name, range] of Object.entries(manifest[kind])) {
      if (range === 'latest' || range === '*') problems.push(`${name}: name a version, not '${range}'`)
    }
  }
  for (const file of ['package-lock.json', 'runtimes/package-lock.json']) {
    if (readFileSync(join(root, file), 'utf8').includes('"resolved"')) {
      problems.push(`${file} holds download addresses: keep .npmrc and run npm install`)
    }
  }
  const reasons = existsSync(join(root, 'ARCHITECTURE.md'))
    ? readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    : ''
  for (const name of [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]) {
    if (!reasons.includes(`\`${name}\``)) problems.push(`ARCHITECTURE.md gives no reason for \`${name}\``)
  }
  return { problems, figure: `${Object.keys(lock.packages).length - 1} packages` }
}
