import { expect } from 'chai'
import { SnowError } from '../../src/shared/errors.js'
import type { DraftFile } from '../../src/state/draft-files.js'
import { newDraft, type DraftState } from '../../src/state/draft-state.js'
import { afterFormRestored, keptForm } from '../../src/state/kept-form.js'

const key = 'b3f0c1a2-0000-4000-8000-000000000001'
const otherKey = 'b3f0c1a2-0000-4000-8000-000000000002'
const file: DraftFile = { id: 'f', file: new File(['x'], 'x.txt'), picture: undefined }
const typed: DraftState = {
  ...newDraft(key),
  fields: {
    shortDescription: 'Fire',
    description: 'Room 7',
    category: 'hardware',
    impact: '1',
    urgency: '2',
  },
  files: [file],
}
const noDefaults = { files: [], defaults: {} }

/** What comes out of storage: JSON has made its way through it. */
function throughStorage(state: DraftState, lost = false) {
  const kept = keptForm(state, {})!
  return { text: JSON.parse(JSON.stringify(kept.text)) as unknown, files: kept.files, lost }
}

describe('keptForm', () => {
  it('keeps nothing of a form that nobody touched, or that was filed', () => {
    expect(keptForm(newDraft(key), {})).to.equal(undefined)
    expect(keptForm(newDraft(key, { category: 'network' }), { category: 'network' })).to.equal(undefined)
    const filed = {
      name: 'filed',
      incident: {} as never,
      attachments: [],
      failed: [],
      retrying: false,
    } as const
    expect(keptForm({ ...typed, phase: filed }, {})).to.equal(undefined)
  })

  it('brings fields, files and the submission back', () => {
    const back = afterFormRestored(newDraft(otherKey), throughStorage(typed), { files: [file], defaults: {} })
    expect(back).to.deep.include({ fields: typed.fields, files: [file], submissionKey: key, refused: [] })
    expect(back.phase).to.deep.equal({ name: 'editing' })
  })

  it('brings one that may have been filed back as that, so that it is not filed twice', () => {
    const error = new SnowError('SNOW_OUTCOME_UNKNOWN', 'lost')
    const unknown: DraftState = { ...typed, phase: { name: 'unknown', error, looking: true } }
    const { phase, submissionKey } = afterFormRestored(
      newDraft(otherKey),
      throughStorage(unknown),
      noDefaults,
    )
    expect(phase).to.deep.include({ name: 'unknown', looking: false })
    expect(submissionKey).to.equal(key)
  })

  it('names the files that could not be kept', () => {
    const back = afterFormRestored(newDraft(otherKey), throughStorage(typed, true), noDefaults)
    expect(back.refused).to.deep.equal([{ name: 'x.txt', reason: 'unreadable' }])
  })

  it('takes nothing away that was typed since', () => {
    const since = { ...newDraft(otherKey), files: [file] }
    expect(afterFormRestored(since, throughStorage(typed), noDefaults)).to.equal(since)
    const filing = { ...newDraft(otherKey), phase: { name: 'filing' } } as const
    expect(afterFormRestored(filing, throughStorage(typed), noDefaults)).to.equal(filing)
  })

  for (const text of [
    undefined,
    null,
    'text',
    7,
    {},
    { fields: null },
    { fields: { shortDescription: 7, impact: '9' }, submissionKey: 'x', fileNames: 'y' },
  ]) {
    it(`makes a sound form of ${JSON.stringify(text)}, which another version may have written`, () => {
      const fresh = newDraft(otherKey)
      const back = afterFormRestored(fresh, { text, files: [], lost: true }, noDefaults)
      expect(back).to.deep.equal(fresh)
    })
  }
})
