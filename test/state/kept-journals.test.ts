import { expect } from 'chai'
import { createComposerStore, type ComposerStore } from '../../src/state/incident-composer-store.js'

const laptop = 'a'.repeat(32)
const printer = 'b'.repeat(32)
const composer = (): ComposerStore =>
  createComposerStore({ actions: () => Promise.reject(new Error('no actions')), confirm: async () => {} })

describe('the kept drafts of a composer', () => {
  it('are texts, and to whom they are written', () => {
    const before = composer()
    expect(before.kept()).to.equal(undefined)
    before.write(laptop, 'Only among us')
    before.choose(laptop, 'work-note')
    before.write(printer, '   ')
    const { text, files } = before.kept()!
    expect(files).to.deep.equal([])
    const after = composer()
    after.restore({ text: JSON.parse(JSON.stringify(text)) as unknown, files })
    expect(after.draftOf(laptop)).to.deep.equal({
      kind: 'work-note',
      text: 'Only among us',
      sending: false,
      agreed: false,
      error: undefined,
    })
    expect(after.get().drafts.has(printer)).to.equal(false)
  })

  it('take nothing away that was typed since', () => {
    const after = composer()
    after.write(laptop, 'newer')
    after.restore({ text: [[laptop, 'comment', 'older']], files: [] })
    expect(after.draftOf(laptop).text).to.equal('newer')
  })

  it('are none where another version wrote something else', () => {
    for (const text of [undefined, null, 7, 'x', {}, [7], [[laptop, 'shout', 'x']], [[laptop, 'comment']]]) {
      const after = composer()
      after.restore({ text, files: [] })
      expect(after.get().drafts.size).to.equal(0)
    }
  })
})
