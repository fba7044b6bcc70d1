import type { ReadStream } from 'node:tty'
import { SnowError } from '../shared/errors.js'

/** The first line of standard input; at a terminal it asks, and shows nothing of what is typed. */
export async function readPassword(
  input: NodeJS.ReadStream,
  prompt: (text: string) => void,
): Promise<string> {
  const password = input.isTTY ? await typed(input, prompt) : await firstLine(input)
  if (password !== '') return password
  throw new SnowError(
    'SNOW_CONFIG_INVALID',
    '--username: its password is missing; write it to standard input or into SNOWLINE_DOCTOR_PASSWORD',
  )
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  let text = ''
  for await (const chunk of input.setEncoding('utf8')) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split(/\r?\n/, 1)[0] ?? ''
}

function typed(input: ReadStream, prompt: (text: string) => void): Promise<string> {
  prompt('Password: ')
  input.setRawMode(true)
  input.setEncoding('utf8')
  input.resume()
  return new Promise((resolve, reject) => {
    let text = ''
    const end = (result: () => void): void => {
      input.setRawMode(false)
      input.pause()
      input.off('data', onData)
      prompt('\n')
      result()
    }
    const onData = (chunk: string): void => {
      for (const key of chunk) {
        if (key === '\r' || key === '\n') return end(() => resolve(text))
        // Control-C, which raw mode hands over as a character.
        if (key === '\u0003') return end(() => reject(new SnowError('SNOW_ABORTED', 'Stopped')))
        text = key === '\u007f' || key === '\b' ? text.slice(0, -1) : text + key
      }
    }
    input.on('data', onData)
  })
}
