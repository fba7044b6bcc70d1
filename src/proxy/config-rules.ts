import * as v from 'valibot'
import { isLoopback } from './loopback.js'

/*
 * Rules of single configuration values. Each message reads on after the key's name: what is wrong, then
 * what to write instead.
 */

const originExample = 'https://www.example.com'
const keyRemedy =
  'make one with: node -e "console.log(crypto.getRandomValues(Buffer.alloc(32)).toString(\'base64url\'))"'

export const required = (what: string): v.GenericSchema<string> =>
  v.pipe(v.string(`is no text; write ${what}`), v.trim(), v.nonEmpty(`is empty; write ${what}`))

export const amount = (unit: string, most: number): v.GenericSchema<number> =>
  v.pipe(
    v.number(`is no number; write ${unit}, at most ${most}`),
    v.check((value) => value > 0 && value <= most, `is out of range; write ${unit}, at most ${most}`),
  )

/** A URL that nobody on the way can read or change. */
export const secureUrl = (example: string): v.GenericSchema<string> =>
  v.pipe(
    required(`a URL such as ${example}`),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed || dataset.value === '') return
      const message = problemOfUrl(dataset.value, example)
      if (message !== undefined) addIssue({ message })
    }),
  )

export const origin = v.pipe(
  required(`an origin such as ${originExample}`),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value === '') return
    const message = problemOfOrigin(dataset.value)
    if (message !== undefined) addIssue({ message })
  }),
)

/** base64url of at least 32 bytes: less can be guessed. */
export const sealKey = v.pipe(
  required(`32 random bytes as base64url; ${keyRemedy}`),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value === '') return
    // Four letters are three bytes: one that is left over is none, and the key could never be read.
    const isWhole = dataset.value.length % 4 !== 1
    if (!isWhole || !/^[\w-]+$/.test(dataset.value)) addIssue({ message: `is not base64url; ${keyRemedy}` })
    else if (Math.floor((dataset.value.length * 3) / 4) < 32) {
      addIssue({ message: `is shorter than 32 bytes; ${keyRemedy}` })
    }
  }),
)

/**
 * The message of an object's keys: unknown ones are refused, since a misspelt limit protects nobody, and
 * missing ones say what to write.
 */
export function keyMessage(
  remedies: Readonly<Record<string, string>>,
): (issue: v.BaseIssue<unknown>) => string {
  return ({ expected, received }) => {
    if (expected === 'never') return `is unknown; known here: ${Object.keys(remedies).join(', ')}`
    const remedy = expected === null ? undefined : remedies[expected.replaceAll('"', '')]
    if (remedy === undefined) return `is ${received}; write an object`
    return `is missing; write ${remedy}`
  }
}

/** The URL, when it is an absolute http(s) one without credentials. */
export function webUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' ? url : undefined
}

function problemOfUrl(text: string, example: string): string | undefined {
  const url = webUrl(text)
  if (url === undefined) return `is not a web address; write it in full, such as ${example}`
  if (isOpenHttp(url)) return plainHttp
  if (url.search !== '' || url.hash !== '') {
    return `has a query or fragment; write only ${url.origin}${url.pathname}`
  }
  return undefined
}

function problemOfOrigin(text: string): string | undefined {
  if (text.includes('*')) return `is a pattern; write each origin in full, such as ${originExample}`
  const url = webUrl(text)
  if (url === undefined) return `is not an origin; write scheme, host and port, such as ${originExample}`
  if (isOpenHttp(url)) return plainHttp
  return url.origin === text ? undefined : `is not exactly an origin; write ${url.origin}`
}

const plainHttp = 'is plain http; write https:// (http is for this machine only: localhost, 127.0.0.1)'
const isOpenHttp = (url: URL): boolean => url.protocol === 'http:' && !isLoopback(url)
