import type { DoctorFinding } from '../../../protocol/doctor-report.js'
import { keyAt } from '../application.js'
import { finding, outcomeOf, type Check } from '../check.js'
import type { DoctorContext } from '../doctor-context.js'
import type { ConfigWarning } from '../doctor-options.js'
import { rootProblems } from '../read-subject.js'

/** Everything about the proxy's configuration that can be seen without asking anybody. */
export const configuration: Check = {
  id: 'configuration',
  title: 'Configuration',
  needs: [],
  run(context) {
    const { subject, options } = context
    const warnings = options.configWarnings ?? []
    const findings = [
      ...invalidKeys(context),
      ...unknownInstance(context),
      ...mangledCredentials(context),
      ...warningsOf(warnings, 'spaces'),
      ...warningsOf(warnings, 'unknown'),
    ]
    const count = Object.keys(subject.config?.instances ?? {}).length
    return outcomeOf(findings, `${count === 1 ? 'One instance' : `${count} instances`}, every key is valid.`)
  },
}

function invalidKeys({ subject }: DoctorContext): readonly DoctorFinding[] {
  const problems = rootProblems(subject.problems)
  if (problems.length === 0) return []
  const count = problems.length === 1 ? 'One key' : `${problems.length} keys`
  return [
    finding('configuration-invalid', {
      found: `${count} of the configuration must change before the proxy starts.`,
      cause: 'A key is missing, misspelt, or has a value that cannot be used.',
      change: problems.map(({ name, message }) => `${name}: ${message}`),
    }),
  ]
}

function unknownInstance({ subject, options }: DoctorContext): readonly DoctorFinding[] {
  const { config, instance } = subject
  if (config === undefined || instance !== undefined) return []
  const ids = Object.keys(config.instances).join(', ')
  return [
    finding('configuration-invalid', {
      found: `There is no instance "${(options.instance ?? '').slice(0, 64)}" in the configuration.`,
      cause: 'The id is misspelt, or its variables have another prefix.',
      change: [`Name one of these: ${ids}`],
    }),
  ]
}

/** Bullets or asterisks: the form showed the secret masked, and that is what was copied. */
const masked = /^[*•●·]+$/u

/** What no instance generates, and what copying makes of a value. */
function mangledCredentials({ subject, options }: DoctorContext): readonly DoctorFinding[] {
  const { instance } = subject
  if (instance === undefined) return []
  const change = (['clientId', 'clientSecret'] as const).flatMap((key) => {
    const value = instance[key]
    const what = key === 'clientId' ? 'Client ID' : 'Client Secret'
    const fault = masked.test(value)
      ? 'is the mask that the form shows: press the lock beside the field to see the value, then copy it'
      : /^(["'`]).*\1$/.test(value)
        ? 'has quotes around it: write it without'
        : /\s/.test(value)
          ? 'has a space or line break inside: copy it again, in one piece'
          : undefined
    return fault === undefined
      ? []
      : [`${keyAt(options, `instances.${instance.id}.${key}`)}: the ${what} ${fault}`]
  })
  if (change.length === 0) return []
  return [
    finding('credentials-mangled', {
      found: 'A value of the OAuth application was not copied as it is.',
      cause: 'Copied from a masked field, or from a file that quotes its values.',
      change,
    }),
  ]
}

function warningsOf(
  warnings: readonly ConfigWarning[],
  kind: ConfigWarning['kind'],
): readonly DoctorFinding[] {
  const names = warnings.filter((warning) => warning.kind === kind).map(({ name }) => name)
  if (names.length === 0) return []
  if (kind === 'spaces') {
    return [
      finding('configuration-spaces', {
        found: 'Values have spaces around them. They are trimmed, so nothing fails because of them.',
        cause: 'A value was pasted together with the space beside it. Other programs would send the space.',
        change: names.map((name) => `${name}: no spaces before or after the value`),
      }),
    ]
  }
  return [
    finding('configuration-unknown', {
      found: 'There are SNOWLINE_ variables that nobody reads.',
      cause: 'A name is misspelt, or belongs to another version.',
      change: names.map((name) => `${name}: correct the name, or remove it`),
    }),
  ]
}
