// A host that builds with Vite: imports the package by its name, as published, and builds.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const page = '<!doctype html><script type="module" src="./main.js"></script>'
const main = `import 'snowline/define/snow-panel'
import { SnowPanel } from 'snowline/react'
import { SnowConnect } from 'snowline/vue'
import { createClient } from 'snowline/client'
import { de } from 'snowline/locales/de'
console.log(SnowPanel, SnowConnect, createClient, de)
`

export async function checkConsumer(root) {
  // Inside the package, so that its own name resolves through its exports.
  const folder = join(root, 'dist', '.consumer')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'main.js'), main)
  try {
    await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: { outDir: 'out', write: false },
    })
    return { problems: [], figure: 'Vite builds a host' }
  } catch (error) {
    return { problems: [`a host that imports snowline does not build: ${error.message}`] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
