// How the embed gets small: what no minifier of scripts knows of style sheets, templates and elements.
import { transform as minifyCss } from 'esbuild'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const source = join(import.meta.dirname, '../src')
const privateToken = /--_[a-z][a-z0-9-]*/g

/** A short name for each `--_name` of the style sheets, the shortest for the one that is used most. */
function shortTokens(): ReadonlyMap<string, string> {
  const folder = join(source, 'elements')
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

/** Comments and indentation out, values and selectors shortened; tokens by hand, which no minifier touches. */
async function shortSheet(css: string): Promise<string> {
  const { code } = await minifyCss(css, { loader: 'css', minify: true })
  return code.trim().replace(/--_[^:;{}]+:[^;}]*/g, (token) => token.replace(/([(,:])\s+|\s+(?=\))/g, '$1'))
}

/** Writes the CSS of css`…` as short as it goes, and names the private custom properties anew. */
export function minifyStyles(): Plugin {
  const names = shortTokens()
  return {
    name: 'snowline:minify-styles',
    transform: {
      filter: { id: /\.ts$/, code: /css`|--_/ },
      async handler(code) {
        const sheets = [...code.matchAll(/\bcss`([^`]*)`/g)].map(([, text = '']) => text)
        const short = await Promise.all(sheets.map(shortSheet))
        const shortened = code
          .replace(/\bcss`[^`]*`/g, () => `css\`${short.shift()}\``)
          .replace(privateToken, (name) => names.get(name) ?? name)
        return { code: shortened, map: null }
      },
    },
  }
}

/**
 * Takes the indentation out of html`…` templates: after minification, line ends are left in template
 * literals only, and HTML reads a line end as it reads a line end and twenty spaces.
 */
export function minifyMarkup(): Plugin {
  return {
    name: 'snowline:minify-markup',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\n\s+/g, '\n')
      }
    },
  }
}

/** What the compiler makes of a decorator: `_decorate([state()], PanelElement.prototype, "place", void 0)`; `null` on accessors. */
const decorated = (decorator: string): RegExp =>
  new RegExp(String.raw`\b_+decorate\w*\(\[${decorator}\], (\w+)\.prototype, ("\w+"), (?:void 0|null)\)`, 'g')

/**
 * Declares the properties of elements by Lit's own static method, which is what its decorators call: a
 * decorator is an array, a call and a text more for each property, and three functions for all of them.
 */
export function plainProperties(): Plugin {
  return {
    name: 'snowline:plain-properties',
    enforce: 'post',
    transform: {
      filter: { id: /\.ts$/, code: /lit\/decorators\.js/ },
      handler(code) {
        const plain = code
          .replace(decorated(String.raw`property\(([^]*?)\)`), '$2.createProperty($3, $1)')
          .replace(decorated(String.raw`state\(\)`), '$1.createProperty($2, { state: true })')
        if (/\b_+decorate\w*\(\[/.test(plain)) this.error('A decorator that is neither property nor state')
        return { code: plain, map: null }
      },
    },
  }
}

/** The modules that come with these files before anything is loaded later; known once all are parsed. */
export function modulesOf(...entries: string[]): Plugin & { readonly has: (id: string) => boolean } {
  const ids = new Set<string>()
  return {
    name: 'snowline:modules-of',
    has: (id) => ids.has(id),
    buildEnd() {
      const visit = (id: string): void => {
        if (ids.has(id)) return
        ids.add(id)
        this.getModuleInfo(id)?.importedIds.forEach(visit)
      }
      for (const entry of entries) visit(join(source, entry))
    },
  }
}
