// `node scripts/emulator-docs.mjs`: writes the tables of docs/emulator.md anew from the code that they describe.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentPath, renderedDocument } from './checks/emulator-docs.mjs'
import { root } from './install.mjs'

writeFileSync(join(root, documentPath), await renderedDocument(root))
console.log(`wrote ${documentPath}`)
