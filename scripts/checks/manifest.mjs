// The manifest of the elements says what the map of events and the define files say.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function checkManifest(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/custom-elements.json'), 'utf8'))
  const map = readFileSync(join(root, 'src/elements/events.ts'), 'utf8')
  const known = new Set([...map.matchAll(/^ {2}'(snow-[\w-]+)':/gm)].map((match) => match[1]))
  const classes = manifest.modules
    .flatMap((module) => module.declarations ?? [])
    .filter((entry) => entry.kind === 'class')
  const fired = new Set(
    classes
      .flatMap((entry) => (entry.events ?? []).map((event) => event.name))
      .filter((name) => name?.startsWith('snow-')),
  )
  const problems = []
  for (const name of fired)
    if (!known.has(name)) problems.push(`an element documents ${name}, which SnowEventMap does not have`)
  for (const name of known)
    if (!fired.has(name)) problems.push(`SnowEventMap has ${name}, which no element documents with @fires`)
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  for (const name of known)
    if (!readme.includes(`\`${name}\``)) problems.push(`the README does not list ${name}`)
  for (const file of readdirSync(join(root, 'src/define')).filter((name) => name.startsWith('snow-'))) {
    const code = readFileSync(join(root, 'src/define', file), 'utf8')
    const className = /(\w+Element)\.define\('(snow-[\w-]+)'\)/.exec(code)
    if (className === null || className[2] !== file.slice(0, -3))
      problems.push(`src/define/${file} must define the tag of its name`)
    else if (!classes.some((entry) => entry.name === className[1]))
      problems.push(`${className[1]} is not in the manifest`)
  }
  return { problems, figure: `${known.size} events, ${classes.length} classes` }
}
