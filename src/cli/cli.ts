#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { isSnowError } from '../shared/errors.js'
import { runDemo } from './demo-command.js'
import { runDoctorCommand } from './doctor-command.js'
import { runEmulator } from './emulator-command.js'
import { runProxy } from './proxy-command.js'

const help = `Usage: snowline <command> [options]

  emulator   a ServiceNow that runs on this machine: OAuth, records, attachments, knowledge
  proxy      the token-exchange proxy, configured by environment variables or --config FILE
  doctor     looks at that configuration and at the instance: what is wrong, and the line to change
  demo       a host application with both of them

snowline <command> --help says more.`

const dist = import.meta.dirname

/** A command may resolve with an exit code; without one it is 0. */
const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<number | void>>> = {
  emulator: runEmulator,
  proxy: (argv) => runProxy(argv, process.env),
  doctor: (argv) => runDoctorCommand(argv, process.env, version()),
  demo: (argv) => runDemo(argv, dist),
}

function version(): string {
  return (JSON.parse(readFileSync(`${dist}/../package.json`, 'utf8')) as { version: string }).version
}

async function main(argv: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = argv
  if (name === '--help' || name === '-h') {
    console.log(help)
    return 0
  }
  if (name === '--version') {
    console.log(version())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    console.error(`snowline: there is no command '${name}'.\n\n${help}`)
    return 1
  }
  try {
    return (await command(rest)) ?? 0
  } catch (error) {
    // Mistakes in options and configuration are the person's to mend: the text, not a stack.
    const expected = isSnowError(error) || (error instanceof Error && 'code' in error)
    console.error(expected ? `snowline ${name}: ${(error as Error).message}` : error)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
