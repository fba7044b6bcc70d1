// `npm run dev`: the demo from source with reload on change; proxy and emulator run beside it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root } from './install.mjs'
import { endWithParent } from './lifetime.mjs'

ensureInstalled()
endWithParent()
const bin = (name) => join(root, 'node_modules/.bin', name)
const start = (command, ...args) => spawn(bin(command), args, { stdio: 'inherit', cwd: root })
const children = [
  start('tsx', 'watch', 'src/cli/cli.ts', 'demo', '--services-only', '--port', '4500'),
  start('vite', '--mode', 'demo', '--port', '4500', '--host', 'localhost', '--strictPort'),
]
for (const child of children) child.on('exit', (code) => process.exit(code ?? 0))
process.on('exit', () => children.forEach((child) => child.kill()))
