import { demoClient } from '../emulator/oauth/oauth-client.js'
import { seededPassword, signInPeople } from '../emulator/seed/people.js'
import { shownValue, switchDefinitions, switchNames } from '../emulator/switches.js'
import { type EmulatorOptionName, emulatorOptions, optionText, optionUsage } from './emulator-options.js'

/** What `snowline emulator --help` prints. */
export function emulatorUsage(): string {
  const options = (Object.keys(emulatorOptions) as EmulatorOptionName[]).map((name) =>
    line(optionUsage(name), optionText(name)),
  )
  const people = signInPeople.map(({ userName, role, name }) => line(userName, `${role.padEnd(11)}${name}`))
  const switches = switchNames.map((name) => {
    const { description, initial, ...rest } = switchDefinitions[name]
    const words = 'oneOf' in rest && rest.oneOf !== undefined ? ` (${rest.oneOf.join(' | ')})` : ''
    return line(`${name}=${shownValue(initial)}`, `${description}${words}`)
  })
  return `Usage: snowline emulator [options]

A ServiceNow that runs on this machine: OAuth, records, attachments and knowledge, in memory. Its page
at / shows the live log and changes switches, faults and time while it runs.

${options.join('\n')}

People (password ${seededPassword}, also for basic authentication)
${people.join('\n')}

OAuth client
  ${demoClient.clientId} with the secret ${demoClient.clientSecret}

Switches, as they are without the option
${switches.join('\n')}
`
}

const width = 27

/** A name and what it means, on a line of its own when the name is long. */
function line(name: string, text: string): string {
  const gap = name.length < width ? name.padEnd(width) : `${name}\n  ${' '.repeat(width)}`
  return `  ${gap}${text}`
}
