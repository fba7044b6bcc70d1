// The repository speaks of the product alone, and its documents are whole.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const wanted = ['README.md', 'ARCHITECTURE.md', 'CONVENTIONS.md', 'SECURITY.md', 'CHANGELOG.md', 'LICENSE']
/** Paths of a machine have no place in a repository; written in parts, so that this file has none. */
const machinePaths = new RegExp(
  ['wo' + 'rk', 'ro' + 'ot', 'ho' + 'me/[a-z]'].map((name) => `(?<![\\w.:/-])/${name}/`).join('|'),
)

export function checkDocuments(root) {
  const problems = wanted.filter((name) => !existsSync(join(root, name))).map((name) => `${name} is missing`)
  const files = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n')
  for (const file of files) {
    if (
      !/\.(md|ts|mjs|js|json|html|css|yml)$/.test(file) ||
      file === 'package-lock.json' ||
      !existsSync(join(root, file))
    )
      continue
    const text = readFileSync(join(root, file), 'utf8')
    const found = machinePaths.exec(text)
    if (found !== null)
      problems.push(
        `${file} names a path of a machine: ${text.slice(found.index, found.index + 30).split('\n')[0]}`,
      )
    if (file.endsWith('.md')) {
      // What looks like a link within code is none.
      const prose = text.replace(/```[^]*?```|`[^`\n]*`/g, '')
      for (const [, target] of prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
        if (!existsSync(join(root, file, '..', target)))
          problems.push(`${file} links to ${target}, which is not there`)
      }
    }
  }
  return { problems, figure: `${files.length} files` }
}
