// Runs the contract in each runtime (or those that are named), then lets each open what another sealed.
import { expect } from 'chai'
import { withCookies } from '../test/support/cookie-jar.js'
import { serverAt } from '../test/support/http-client.js'
import { serveScriptedInstance } from '../test/support/serve-scripted-instance.js'
import { cases, headersOf, type Case } from './contract-cases.js'
import { after, before, readSession } from './contract-steps.js'
import { runTarget, type RunningTarget } from './run-target.js'
import { targets } from './targets.js'
import { cookieHeader, host, publicUrl, send, signIn, type World } from './world.js'

const { instance, close } = await serveScriptedInstance()
const env = {
  SNOWLINE_PUBLIC_URL: publicUrl,
  SNOWLINE_ORIGINS: host,
  SNOWLINE_SEAL_KEYS: Buffer.alloc(32, 7).toString('base64url'),
  SNOWLINE_INSTANCE_ID: 'prod',
  SNOWLINE_INSTANCE_URL: instance.origin,
  SNOWLINE_CLIENT_ID: 'client',
  SNOWLINE_CLIENT_SECRET: 'canary-client-secret',
}
const usualApi = instance.api
const counts = { passed: 0, failed: 0, skipped: 0 }

interface Trial {
  readonly name: string
  /** Why it is left out. */
  readonly skip?: string | undefined
  readonly run: () => Promise<void>
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => targets[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(targets).join(', ')}`)
  process.exit(1)
}
const names = wanted.length > 0 ? wanted : Object.keys(targets)
const running = new Map<string, RunningTarget>()
for (const name of names) await tryTarget(name)
await report(
  'seals of one opened by another',
  [...running.keys()].flatMap((name) => [...running.keys()].map((other) => sealsOpen(name, other))),
)
await Promise.all([...running.values()].map((target) => target.stop()))
await close()
const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`)
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)

async function tryTarget(name: string): Promise<void> {
  const target = targets[name]
  if (target === undefined) return
  try {
    running.set(name, await runTarget(target, env))
  } catch (error) {
    return report(name, [{ name: 'starts', run: () => Promise.reject(error as Error) }])
  }
  const world = worldOf(name)
  instance.revoked.length = 0
  const inOrder = (steps: typeof before): Trial[] =>
    steps.map((step) => ({ name: step.name, skip: step.except?.[name], run: () => step.run(world) }))
  await report(name, [
    ...inOrder(before),
    ...cases.map((each) => ({ name: each.name, run: () => tryCase(world, each) })),
    ...inOrder(after),
    { name: 'logs each request, and no secret', run: async () => checkLog(name) },
  ])
}

function worldOf(name: string): World {
  const server = serverAt({ port: running.get(name)?.port ?? 0 })
  return { instance, server, browser: withCookies({ [new URL(publicUrl).origin]: server }) }
}

async function tryCase(world: World, each: Case): Promise<void> {
  const { sent, api, expected } = each
  if (api !== undefined) instance.api = api
  const answer = await send(world, { ...sent, headers: headersOf(each, cookieHeader(world)) })
  const text = await new Response(answer.body).text()
  expect(answer.status, text).to.equal(expected.status)
  for (const [header, pattern] of Object.entries(expected.headers ?? {})) {
    const value = answer.headers.get(header)
    if (pattern === null) expect(value, header).to.equal(null)
    else expect(value, header).to.match(pattern)
  }
  if (expected.json !== undefined) expect(JSON.parse(text)).to.deep.equal(expected.json)
  if (expected.code !== undefined) {
    expect(JSON.parse(text)).to.have.nested.property('error.code', expected.code)
  }
}

/** The lines that `onRequest` was told to print. */
function checkLog(name: string): void {
  const output = running.get(name)?.output() ?? ''
  const lines = output.split('\n').filter((line) => line.startsWith('{'))
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(records.length, output).to.be.greaterThan(cases.length)
  const download = records.find((record) => record['bytes'] === 5_000_000)
  expect(download, output).to.be.an('object').that.includes({
    route: '/api/:instance/now/attachment/:id/file',
    status: 200,
    instance: 'prod',
  })
  expect(output).not.to.match(/canary|abel|sysparm|code-/)
}

function sealsOpen(name: string, other: string): Trial {
  return {
    name: `${other} reads a session of ${name}`,
    async run() {
      const signedIn = worldOf(name)
      await signIn(signedIn)
      const reader = worldOf(other)
      for (const [key, value] of signedIn.browser.cookies) reader.browser.cookies.set(key, value)
      expect(await readSession(reader)).to.include({ connected: true })
    },
  }
}

async function report(name: string, trials: readonly Trial[]): Promise<void> {
  const started = Date.now()
  const lines: string[] = []
  const here = { passed: 0, failed: 0, skipped: 0 }
  for (const trial of trials) {
    instance.api = usualApi
    if (trial.skip !== undefined) {
      here.skipped += 1
      lines.push(`  skipped: ${trial.name} (${trial.skip})`)
      continue
    }
    try {
      await trial.run()
      here.passed += 1
    } catch (error) {
      here.failed += 1
      lines.push(`  FAIL ${trial.name}\n       ${(error as Error).message}`)
    }
  }
  for (const key of ['passed', 'failed', 'skipped'] as const) counts[key] += here[key]
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${name}: ${here.passed} passed, ${here.failed} failed (${seconds} s)`)
  for (const line of lines) console.log(line)
}
