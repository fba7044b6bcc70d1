import { expect } from 'chai'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkLayers } from '../../scripts/checks/layers.mjs'

describe('the layer check', () => {
  let root: string

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'snowline-layers-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  function check(files: Record<string, string>): readonly string[] {
    for (const [name, text] of Object.entries(files)) {
      const file = join(root, 'src', name)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, text)
    }
    return checkLayers(root).problems
  }

  it('finds a value that comes from above, and says what to do instead', () => {
    const [problem] = check({ 'protocol/a.ts': "import {\n  fetchIt,\n} from '../client/b.js'\n" })
    expect(problem).to.match(/^src\/protocol\/a\.ts imports client: .+/)
  })

  it('finds a dynamic import, a re-export and an import for its effects', () => {
    const problems = check({
      'shared/a.ts': "const load = () => import('../state/store.js')\n",
      'client/b.ts': "export * from '../elements/x.js'\n",
      'elements/c.ts': "import '../define/snow-x.js'\n",
    })
    expect(problems).to.have.length(3)
  })

  it('lets types and imports from below pass', () => {
    const problems = check({
      'protocol/a.ts':
        "import type { Client } from '../client/types.js'\nimport { type Page } from '../client/types.js'\n",
      'client/b.ts': "import { x } from '../protocol/a.js'\n// import { y } from '../elements/y.js'\n",
    })
    expect(problems).to.deep.equal([])
  })

  it('wants every file in a layer', () => {
    expect(check({ 'misc/a.ts': '' })).to.have.length(1)
  })
})
