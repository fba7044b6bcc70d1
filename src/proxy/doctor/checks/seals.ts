import { keyAt } from '../application.js'
import { blocked, finding, ok, problem, type Check } from '../check.js'
import { isAbout } from '../read-subject.js'

/** The keys that seal the proxy's cookies. Their values are never part of what is said. */
export const seals: Check = {
  id: 'seals',
  title: 'Seal keys',
  needs: [],
  run({ subject, options }) {
    const problems = subject.problems.filter(({ path }) => isAbout(path, 'sealKeys'))
    if (problems.length > 0) {
      return problem('seal-keys-invalid', {
        found: 'A key that seals sessions cannot be used; the proxy does not start.',
        cause: 'The key was typed or shortened instead of generated.',
        change: problems.map(({ name, message }) => `${name}: ${message}`),
      })
    }
    if (subject.config === undefined) return blocked('configuration')
    const { sealKeys } = subject.config
    const positions = sealKeys.flatMap((key, at) => (sealKeys.indexOf(key) < at ? [at + 1] : []))
    if (positions.length > 0) {
      return {
        kind: 'found',
        findings: [
          finding('seal-key-repeated', {
            found: `The list has ${sealKeys.length} keys, and the one at position ${positions.join(', ')} stands there twice.`,
            cause: 'The key was meant to be replaced, and the old one was copied instead of a new one made.',
            change: [
              `${keyAt(options, 'sealKeys')}: put a new key first and keep the old one behind it; the first seals, all open`,
            ],
          }),
        ],
      }
    }
    return ok(
      sealKeys.length === 1 ? 'One key, long enough.' : `${sealKeys.length} keys, the first seals, all open.`,
    )
  },
}
