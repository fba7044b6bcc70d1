import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Serves each test file as one script. Module by module, a page that runs the emulator is four hundred
 * requests, and a run of all files in three browsers two hundred thousand of them.
 */
export function bundledTests({ conditions }) {
  let root = process.cwd()
  const bundles = new Map()

  async function bundle(path) {
    const { outputFiles } = await build({
      entryPoints: [join(root, path)],
      absWorkingDir: root,
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      conditions,
      // Served by the runner itself.
      external: ['/__web-dev-server__*'],
      sourcemap: 'inline',
      sourcesContent: false,
      sourceRoot: '/',
      logLevel: 'silent',
    })
    return outputFiles[0].text
  }

  return {
    name: 'bundled-tests',
    serverStart({ config }) {
      root = config.rootDir
    },
    async serve({ path }) {
      if (!path.endsWith('.test.ts')) return undefined
      // All browsers get the same text.
      if (!bundles.has(path)) bundles.set(path, bundle(path))
      return { body: await bundles.get(path), type: 'js' }
    },
  }
}
