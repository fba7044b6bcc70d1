import { jsonLines } from '../faults/json-lines.js'
import { type InstanceFile } from './instance-file.js'
import { pathText, problemsOf, refused } from './read-instance-file.js'

/** Reads the text of an instance file; throws `SNOW_CONFIG_INVALID` with `NAME:LINE` of all that must change. */
export function parseInstanceFile(text: string, name: string): InstanceFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const { broken } = jsonLines(text)
    throw refused(
      [{ path: [], message: `the JSON ${broken?.message ?? 'is broken'}` }],
      () => `${name}:${broken?.line ?? 1}`,
    )
  }
  const problems = problemsOf(value)
  if (problems.length === 0) return value as InstanceFile
  const { lineOf } = jsonLines(text)
  throw refused(problems, (path) => `${name}:${lineOf(path)}: ${pathText(path)}`)
}
