import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'esbuild'

/** Vue wants them of whoever bundles it. */
const vueFlags = {
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
}

/**
 * Serves each test file as one script. Module by module, a page that runs the emulator is four hundred
 * requests, and a run of all files in three browsers two hundred thousand of them.
 *
 * A run of everything (`all`: its patterns) bundles all files in one go, which parses what they share once.
 */
export function bundledTests({ conditions, all }) {
  let root = process.cwd()
  let everything
  const bundles = new Map()

  async function bundle(paths) {
    const { outputFiles } = await build({
      entryPoints: paths.map((path) => join(root, path)),
      absWorkingDir: root,
      outbase: root,
      outdir: join(root, 'bundled'),
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      conditions,
      define: vueFlags,
      // Served by the runner itself.
      external: ['/__web-dev-server__*'],
      sourcemap: 'inline',
      sourcesContent: false,
      sourceRoot: '/',
      logLevel: 'silent',
      plugins: [testsOfLayer(root)],
    })
    return new Map(
      outputFiles.map(({ path, text }) => [
        `/${relative(join(root, 'bundled'), path).replace(/\.js$/, '.ts')}`,
        text,
      ]),
    )
  }

  async function bundleAll() {
    const wanted = all.filter((pattern) => !pattern.startsWith('!'))
    const exclude = all.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
    return bundle(globSync(wanted, { cwd: root, exclude }))
  }

  /** A file by itself: one that was asked for alone, or that is broken and would break all others. */
  async function bundleOne(path) {
    return (await bundle([path])).get(path)
  }

  return {
    name: 'bundled-tests',
    async serverStart({ config }) {
      root = config.rootDir
      // Awaited: browsers that are let in before give up on a page that waits for it.
      everything = all === undefined ? undefined : await bundleAll().catch(() => undefined)
    },
    async serve({ path }) {
      if (!path.endsWith('.test.ts')) return undefined
      const ready = everything?.get(path)
      if (ready !== undefined) return { body: ready, type: 'js' }
      // All browsers get the same text.
      if (!bundles.has(path)) bundles.set(path, bundleOne(path))
      return { body: await bundles.get(path), type: 'js' }
    },
  }
}

/** `import 'tests-of:protocol'` is all tests in `test/protocol`. */
function testsOfLayer(root) {
  return {
    name: 'tests-of-layer',
    setup(build) {
      build.onResolve({ filter: /^tests-of:/ }, ({ path }) => ({ path, namespace: 'tests-of' }))
      // The package says that its files do nothing by being imported; tests do.
      build.onResolve({ filter: /\.test\.ts$/ }, ({ path, namespace }) =>
        namespace === 'tests-of' ? { path: join(root, path), sideEffects: true } : undefined,
      )
      build.onLoad({ filter: /.*/, namespace: 'tests-of' }, ({ path }) => {
        const folder = `test/${path.slice('tests-of:'.length)}`
        const files = globSync(`${folder}/**/*.test.ts`, { cwd: root }).sort()
        return { contents: files.map((file) => `import './${file}'`).join('\n'), resolveDir: root }
      })
    },
  }
}
