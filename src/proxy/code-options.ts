import type { ConfigProblem } from './config.js'

/** Options that are functions, with what to write. */
const functions: Readonly<Record<string, string>> = {
  fetch: 'a function that is called as fetch is',
  guard: '(request, { instance }) => …; jwksUrl, issuer and audience stand with the service account',
  onFailure: '(failure) => …',
  onRequest: '(record) => …',
  onWarning: '(warning) => …',
  readiness: '() => …, which gives a promise',
}
const storeMethods = ['get', 'set', 'add', 'extend', 'remove', 'ping']
const clockMethods = ['now', 'after']

/** What is wrong with the options that only code can give: programs without types pass anything. */
export function problemsOfCode(options: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const note = (path: string, message: string): void => void problems.push({ path, name: path, message })
  for (const [name, remedy] of Object.entries(functions)) {
    const value = options[name]
    if (value !== undefined && typeof value !== 'function') note(name, `is no function; write ${remedy}`)
  }
  const { store, clock } = options
  if (store !== undefined && !hasMethods(store, storeMethods)) {
    note('store', 'is no store; write createRedisStore(client), or leave it out')
  }
  if (clock !== undefined && !hasMethods(clock, clockMethods)) note('clock', 'is no clock; leave it out')
  return problems
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'function')
}
