import { expect } from 'chai'
import { spawnSync } from 'node:child_process'

describe('snowline', () => {
  it('is imported without a DOM, and registers nothing', () => {
    const script = `
      const defined = []
      const define = (tag) => defined.push(tag)
      globalThis.customElements = { define, get: () => undefined }
      const index = await import(${JSON.stringify(new URL('../../src/index.ts', import.meta.url).href)})
      console.log(JSON.stringify({ defined, document: typeof document, panel: typeof index.PanelElement }))`
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    )
    expect(stdout, stderr).to.equal('{"defined":[],"document":"undefined","panel":"function"}\n')
  })
})
