// The tables of docs/emulator.md say what the code says: options, switches, faults, people, admin routes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { tsImport } from 'tsx/esm/api'

export const documentPath = 'docs/emulator.md'

/** The document with every table as the code has it now. */
export async function renderedDocument(root) {
  const path = join(root, documentPath)
  let text = readFileSync(path, 'utf8')
  for (const [name, table] of Object.entries(await tables(root))) {
    const marked = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`)
    if (!marked.test(text)) throw new Error(`${documentPath} has no <!-- ${name} --> … <!-- /${name} -->`)
    text = text.replace(marked, (_, start, end) => `${start}\n\n${table}\n\n${end}`)
  }
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}

export async function checkEmulatorDocs(root) {
  const stale = readFileSync(join(root, documentPath), 'utf8') !== (await renderedDocument(root))
  return {
    problems: stale ? [`${documentPath} is stale: run node scripts/emulator-docs.mjs`] : [],
    figure: documentPath,
  }
}

async function tables(root) {
  const load = (file) => tsImport(join(root, file), import.meta.url)
  const { emulatorOptions, optionUsage, optionText } = await load('src/cli/emulator-options.ts')
  const { switchDefinitions, switchNames, shownValue } = await load('src/emulator/switches.ts')
  const { faultKinds } = await load('src/emulator/faults/fault-plan.ts')
  const { signInPeople } = await load('src/emulator/seed/people.ts')
  const { createEmulator } = await load('src/emulator/create-emulator.ts')
  const answer = await createEmulator({ incidents: 0 }).fetch(
    new globalThis.Request('http://localhost/__emulator/'),
  )
  const { routes } = await answer.json()
  return {
    options: table(
      ['option', 'what it does'],
      Object.keys(emulatorOptions).map((name) => [code(optionUsage(name)), optionText(name)]),
    ),
    switches: table(
      ['switch', 'at first', 'or', 'what it does'],
      switchNames.map((name) => {
        const { initial, oneOf = [], description } = switchDefinitions[name]
        const others = typeof initial === 'boolean' ? [!initial] : oneOf.filter((word) => word !== initial)
        return [
          code(name),
          code(shownValue(initial)),
          others.map((word) => code(shownValue(word))).join(', '),
          description,
        ]
      }),
    ),
    faults: table(
      ['effect', 'what happens'],
      Object.entries(faultKinds).map(([kind, about]) => [code(kind), about]),
    ),
    people: table(
      ['user name', 'name', 'role'],
      signInPeople.map(({ userName, name, role }) => [code(userName), name, role]),
    ),
    routes: table(
      ['path', 'methods', 'what it does'],
      [...new Set(routes.map(({ path }) => path))].map((path) => {
        const same = routes.filter((route) => route.path === path)
        return [code(path), same.map(({ method }) => method).join(', '), same[0].about]
      }),
    ),
  }
}

const code = (text) => (text === '' ? '' : `\`${text}\``)
const cell = (text) => text.replaceAll('|', '\\|')

function table(head, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
