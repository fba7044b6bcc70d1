import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type UserConfig } from 'vite'
import { minifyStyles } from './scripts/minify-styles.js'

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

/** For `<script type="module">`: everything inside, split so that a page loads what it shows. */
const embed: UserConfig = {
  plugins: [minifyStyles()],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target,
    modulePreload: false,
    rollupOptions: {
      input: { embed: join(root, 'src/embed.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: 'embed/[name]-[hash].js' },
      preserveEntrySignatures: 'allow-extension',
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
    modulePreload: false,
    rollupOptions: {
      input: {
        index: join(root, 'src/index.ts'),
        client: join(root, 'src/sdk.ts'),
        sync: join(root, 'src/sync/index.ts'),
        react: join(root, 'src/react/index.ts'),
        ...entriesOf('define'),
        ...entriesOf('locales'),
      },
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
        emulator: join(root, 'src/emulator/index.ts'),
        cli: join(root, 'src/cli/cli.ts'),
      },
      external: isPackage,
      output: { entryFileNames: '[name].js', chunkFileNames: 'server/[name]-[hash].js' },
      preserveEntrySignatures: 'strict',
    },
  },
}

/** The demo's second page is a React application with a build of its own, as a host's would be. */
const demo: UserConfig = {
  root: join(root, 'demo/react'),
  base: './',
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { alias: { 'snowline/react': join(root, 'src/react/index.ts') } },
  build: { outDir: join(root, 'dist/demo/react'), emptyOutDir: true, target },
}

const modes: Readonly<Record<string, UserConfig>> = { embed, library, server, demo }

export default defineConfig(({ mode }) => modes[mode] ?? {})
