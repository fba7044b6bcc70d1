import { transform as minifyCss } from 'esbuild'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const root = import.meta.dirname
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
const packages = [...Object.keys(dependencies), ...Object.keys(peerDependencies)]
const isPackage = (id: string): boolean =>
  id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`))

/** `{ 'define/snow-panel': 'src/define/snow-panel.ts' }` for each file of a folder. */
function entriesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(root, 'src', folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${folder}/${file.slice(0, -3)}`, join(root, 'src', folder, file)]),
  )
}

const target = 'es2022'

const privateToken = /--_[a-z][a-z0-9-]*/g

/** A short name for each `--_name` of the style sheets, the shortest for the one that is used most. */
function shortTokens(): ReadonlyMap<string, string> {
  const folder = join(root, 'src/elements')
  const uses = new Map<string, number>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    for (const [name] of readFileSync(join(folder, file), 'utf8').matchAll(privateToken)) {
      uses.set(name, (uses.get(name) ?? 0) + 1)
    }
  }
  const byUse = [...uses].sort(([a, used], [b, times]) => times - used || (a < b ? -1 : 1))
  return new Map(byUse.map(([name], index) => [name, `--_${index.toString(36)}`]))
}

/**
 * Writes the CSS of css`…` as short as it goes: comments and indentation out, values and selectors shortened,
 * private custom properties named anew, the spaces out of their values, which no minifier touches.
 */
function minifyStyles(): Plugin {
  const names = shortTokens()
  const shorten = async (css: string): Promise<string> => {
    const { code } = await minifyCss(css, { loader: 'css', minify: true })
    return code.trim().replace(/--_[^:;{}]+:[^;}]*/g, (token) => token.replace(/([(,:])\s+|\s+(?=\))/g, '$1'))
  }
  return {
    name: 'snowline:minify-styles',
    async transform(code, id) {
      if (!id.endsWith('.ts') || !/css`|--_/.test(code)) return null
      const sheets = [...code.matchAll(/\bcss`([^`]*)`/g)].map(([, text = '']) => text)
      const short = await Promise.all(sheets.map(shorten))
      const shortened = code
        .replace(/\bcss`[^`]*`/g, () => `css\`${short.shift()}\``)
        .replace(privateToken, (name) => names.get(name) ?? name)
      return { code: shortened, map: null }
    },
  }
}

/**
 * Takes the indentation out of html`…` templates: after minification, line ends are left in template
 * literals only, and HTML reads a line end as it reads a line end and twenty spaces.
 */
const minifyMarkup: Plugin = {
  name: 'snowline:minify-markup',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\n\s+/g, '\n')
    }
  },
}

/**
 * Declares the properties of elements by Lit's own static method, which is what its decorators call: a
 * decorator is an array, a call and a text more for each property, and two functions for all of them.
 */
const plainProperties: Plugin = {
  name: 'snowline:plain-properties',
  enforce: 'post',
  transform(code, id) {
    if (!id.endsWith('.ts') || !code.includes('lit/decorators.js')) return null
    const decoration =
      /\b_+decorate\w*\(\[(property|state)\(([^]*?)\)\], (\w+)\.prototype, ("\w+"), void 0\)/g
    const plain = code.replace(
      decoration,
      (_, kind: string, options: string, owner: string, name: string) =>
        [`${owner}.createProperty(${name}`, kind === 'state' ? '{ state: true }' : options]
          .filter(Boolean)
          .join() + ')',
    )
    if (/\b_+decorate\w*\(\[/.test(plain))
      this.error('A decorator that is neither a plain property nor a state')
    return { code: plain, map: null }
  },
}

/** The modules that come with these files before anything is loaded later; known once all are parsed. */
function modulesOf(...entries: string[]): Plugin & { readonly ids: Set<string> } {
  const ids = new Set<string>()
  return {
    name: 'snowline:modules-of',
    ids,
    buildEnd() {
      const visit = (id: string): void => {
        if (ids.has(id)) return
        ids.add(id)
        this.getModuleInfo(id)?.importedIds.forEach(visit)
      }
      for (const entry of entries) visit(join(root, 'src/define', entry))
    },
  }
}

const firstView = modulesOf('snow-connect.ts')
const panelWithList = modulesOf('snow-panel.ts', 'snow-incident-picker.ts')
const isOfList = (id: string): boolean => panelWithList.ids.has(id)

/** Not what registers the tag: other elements load these modules, too. */
const isFirst = (id: string): boolean => firstView.ids.has(id) && !id.includes('/src/define/')

/** For `<script type="module">`: everything inside, split so that a page loads what it shows. */
const embed: UserConfig = {
  plugins: [minifyStyles(), minifyMarkup, plainProperties, firstView, panelWithList],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target,
    copyPublicDir: false,
    // As a library: as an application, Vite would wrap each import in code that preloads style sheets.
    lib: { entry: { embed: join(root, 'src/embed.ts') }, formats: ['es'] },
    rollupOptions: {
      output: {
        minify: true,
        comments: false,
        entryFileNames: '[name].js',
        chunkFileNames: 'embed/[name]-[hash].js',
        codeSplitting: {
          groups: [
            // The words of a language are a file of their own: another language replaces it.
            { name: 'en', test: /locales\/en\.ts$/, priority: 4 },
            // What every element needs, and the card, which most pages show: one file compresses better.
            { name: 'first', test: isFirst, priority: 3 },
            { name: 'list', test: isOfList, minShareCount: 2, priority: 2 },
            { name: 'database', test: /node_modules\/idb\/|\/shared\/database/, priority: 1 },
          ],
        },
      },
    },
  },
}

/** The page that ends a sign-in on a host of another site than the proxy: two files, no more. */
const bridge: UserConfig = {
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target,
    modulePreload: false,
    copyPublicDir: false,
    rollupOptions: {
      input: { bridge: join(root, 'src/bridge.ts') },
      output: { entryFileNames: '[name].js' },
    },
  },
}

/** For bundlers: packages stay imports. */
const library: UserConfig = {
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target,
    minify: false,
    // As a library: as an application, Vite would add its preloading, and a host's Vite would add it again.
    lib: {
      entry: {
        index: join(root, 'src/index.ts'),
        client: join(root, 'src/sdk.ts'),
        sync: join(root, 'src/sync/index.ts'),
        react: join(root, 'src/react/index.ts'),
        ...entriesOf('define'),
        ...entriesOf('locales'),
      },
      formats: ['es'],
    },
    rollupOptions: {
      external: isPackage,
      output: { entryFileNames: '[name].js', chunkFileNames: 'library/[name]-[hash].js' },
      preserveEntrySignatures: 'strict',
    },
  },
}

/** For Node and edge runtimes. */
const server: UserConfig = {
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: {
        proxy: join(root, 'src/proxy/index.ts'),
        'proxy/node': join(root, 'src/proxy/node.ts'),
        'proxy/express': join(root, 'src/proxy/express.ts'),
        emulator: join(root, 'src/emulator/index.ts'),
        cli: join(root, 'src/cli/cli.ts'),
      },
      external: isPackage,
      output: { entryFileNames: '[name].js', chunkFileNames: 'server/[name]-[hash].js' },
      preserveEntrySignatures: 'strict',
    },
  },
}

/** `npm run dev`: the pages from source, with the proxy that runs beside. */
const demoFromSource: Plugin = {
  name: 'snowline:demo-from-source',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replaceAll('%SNOWLINE_PROXY%', 'http://localhost:4501')
      .replace('/snowline/embed.js', `/@fs${root}/src/embed.ts`),
}

/** The demo: a host application by script tag, and a second page in React. */
const demo: UserConfig = {
  root: join(root, 'demo'),
  plugins: [demoFromSource],
  server: { fs: { allow: [root] } },
  base: './',
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { alias: { 'snowline/react': join(root, 'src/react/index.ts') } },
  build: {
    outDir: join(root, 'dist/demo'),
    emptyOutDir: true,
    target,
    // The demo's policy allows no data: images.
    assetsInlineLimit: 0,
    rollupOptions: { input: [join(root, 'demo/index.html'), join(root, 'demo/react/index.html')] },
  },
}

const modes: Readonly<Record<string, UserConfig>> = { embed, bridge, library, server, demo }

export default defineConfig(({ mode }) => modes[mode] ?? {})
