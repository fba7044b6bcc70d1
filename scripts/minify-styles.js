/**
 * A Vite plugin that takes comments and indentation out of css`…` templates: the embed's pages should not
 * download them. Templates with `${…}` are fine: only the text between is touched.
 *
 * @returns {import('vite').Plugin}
 */
export function minifyStyles() {
  return {
    name: 'snowline:minify-styles',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('css`')) return null
      const minified = code.replace(/\bcss`([^`]*)`/g, (_, text) => `css\`${minify(text)}\``)
      return { code: minified, map: null }
    },
  }
}

/** @param {string} text */
function minify(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim()
}
