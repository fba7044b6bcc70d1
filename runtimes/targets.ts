import { build } from 'esbuild'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = import.meta.dirname

export type Environment = Readonly<Record<string, string>>

/** Command and arguments of a server that reads its configuration and `PORT` from this environment. */
export type Target = (env: Environment) => readonly string[] | Promise<readonly string[]>

const host = (name: string): string => join(folder, 'hosts', `${name}.mjs`)

/** Where the contract is tried: four runtimes, and the frameworks that Node's servers are written in. */
export const targets: Readonly<Record<string, Target>> = {
  node: () => [process.execPath, host('node')],
  'express 5': () => [process.execPath, host('express')],
  'express 4': () => [process.execPath, host('express4')],
  hono: () => [process.execPath, host('hono')],
  bun: () => [binary('@oven', 'bin/bun'), 'run', '--no-install', host('bun')],
  deno: () => {
    // What it imports is in node_modules already, as it is for the others.
    const offline = ['--no-remote', '--no-lock', '--node-modules-dir=manual']
    const allowed = ['--allow-net=127.0.0.1', '--allow-env']
    return [binary('@deno', 'deno'), 'run', ...offline, ...allowed, host('deno')]
  },
  workerd: async (env) => [binary('@cloudflare', 'bin/workerd'), 'serve', await workerdConfig(env)],
}

/** The binary of this machine, which its runtime's package brings in a package of its own. */
function binary(scope: string, path: string): string {
  const packages = join(folder, 'node_modules', scope)
  const found = readdirSync(packages)
    .map((name) => join(packages, name, path))
    .find((file) => existsSync(file))
  if (found === undefined) throw new Error(`No package of ${packages} has ${path} for this machine`)
  return found
}

/** A worker as a deployment tool would make it: one module, and its variables as bindings. */
async function workerdConfig({ PORT, ...env }: Environment): Promise<string> {
  const to = mkdtempSync(join(tmpdir(), 'snowline-workerd-'))
  await build({
    entryPoints: [host('worker')],
    outfile: join(to, 'worker.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:workers'],
    logLevel: 'warning',
  })
  const bindings = Object.entries(env)
    .filter(([name]) => name.startsWith('SNOWLINE_'))
    .map(([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`)
  const file = join(to, 'config.capnp')
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "proxy", worker = .proxy),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${PORT}", http = (), service = "proxy")],
);
const proxy :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01",
  bindings = [${bindings.join(', ')}],
);
`,
  )
  return file
}
