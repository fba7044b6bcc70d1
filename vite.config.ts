import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { minifyMarkup, minifyStyles, modulesOf, plainProperties } from './scripts/embed-plugins.js'

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

const firstView = modulesOf('define/snow-connect.ts')
const panel = modulesOf('define/snow-panel.ts')
const list = modulesOf('define/snow-incident-picker.ts')
const oneTicket = modulesOf('define/snow-incident.ts', 'define/snow-incident-form.ts')
const reading = modulesOf('client/reading.ts')

/** Not what registers the tag: other elements load these modules, too. */
const isFirst = (id: string): boolean => firstView.has(id) && !id.includes('/src/define/')

/** For `<script type="module">`: everything inside, split so that a page loads what it shows. */
const embed: UserConfig = {
  plugins: [minifyStyles(), minifyMarkup(), plainProperties(), firstView, panel, list, oneTicket, reading],
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
            { name: 'en', test: /locales\/en\.ts$/, priority: 7 },
            // What every element needs, and the card, which most pages show: one file compresses better.
            { name: 'first', test: isFirst, priority: 6 },
            { name: 'list', test: (id) => panel.has(id) && list.has(id), priority: 5 },
            // No panel waits for it before somebody is signed in.
            { name: 'reading', test: (id) => reading.has(id) && !panel.has(id), priority: 4 },
            { name: 'database', test: /node_modules\/idb\/|\/shared\/database/, priority: 3 },
            { name: 'records', test: list.has, minShareCount: 2, priority: 2 },
            { name: 'ticket', test: oneTicket.has, minShareCount: 2, priority: 1 },
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
  plugins: [minifyStyles()],
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
        picker: join(root, 'src/picker.ts'),
        // A file each: a bundler that needs one component, or a hook alone, leaves out the others.
        ...entriesOf('react'),
        ...entriesOf('vue'),
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
