import { expect } from 'chai'
import { draftLimits, lengthNearLimit, problemsOf } from '../../src/state/draft-problems.js'
import {
  afterAttempt,
  afterDefaultsChanged,
  afterFieldChanged,
  afterNewSubmission,
  isUntouched,
  newDraft,
  type DraftDefaults,
} from '../../src/state/draft-state.js'

describe('a draft', () => {
  it('opens with low impact and urgency, as the instance does', () => {
    expect(newDraft('k').fields).to.include({ impact: '3', urgency: '3', category: '' })
  })

  it('takes defaults that are what they should be, and no others', () => {
    const defaults = { shortDescription: 'Help', category: 7, impact: '9', urgency: '1', evil: 'x' }
    expect(newDraft('k', defaults as unknown as DraftDefaults).fields).to.deep.equal({
      shortDescription: 'Help',
      description: '',
      category: '',
      impact: '3',
      urgency: '1',
    })
  })

  it('is the same object when nothing changes', () => {
    const draft = newDraft('k', { category: 'software' })
    expect(afterFieldChanged(draft, 'category', 'software')).to.equal(draft)
  })

  it('keeps what was typed when the defaults change', () => {
    const before = { shortDescription: 'Old', category: 'network' }
    const typed = afterFieldChanged(newDraft('k', before), 'shortDescription', 'Mine')
    const { fields } = afterDefaultsChanged(typed, before, { shortDescription: 'New', category: 'software' })
    expect(fields).to.include({ shortDescription: 'Mine', category: 'software' })
  })

  it('cannot be changed while it is being filed', () => {
    const filing = afterAttempt(newDraft('k'), true)
    expect(filing.phase.name).to.equal('filing')
    expect(afterFieldChanged(filing, 'shortDescription', 'x')).to.equal(filing)
    expect(afterAttempt(filing, true)).to.equal(filing)
  })

  it('shows problems from the first attempt on', () => {
    const attempted = afterAttempt(newDraft('k'), false)
    expect(attempted).to.include({ attempted: true })
    expect(attempted.phase.name).to.equal('editing')
  })

  it('keeps everything as another submission', () => {
    const typed = afterFieldChanged(newDraft('k'), 'shortDescription', 'x')
    const again = afterNewSubmission(typed, 'l')
    expect(again.fields).to.equal(typed.fields)
    expect(again.submissionKey).to.equal('l')
  })

  it('knows whether anything would be lost', () => {
    const defaults = { category: 'software' }
    expect(isUntouched(newDraft('k', defaults), defaults)).to.equal(true)
    expect(isUntouched(newDraft('k', defaults), {})).to.equal(false)
  })
})

describe('problemsOf', () => {
  const { fields } = newDraft('k', { shortDescription: 'Help' })

  it('finds nothing wrong with one line', () => {
    expect(problemsOf(fields)).to.deep.equal({})
  })

  it('asks for more than blanks', () => {
    expect(problemsOf({ ...fields, shortDescription: ' \n' })).to.deep.equal({ shortDescription: 'required' })
  })

  for (const name of ['shortDescription', 'description'] as const) {
    it(`takes ${draftLimits[name]} characters of ${name}, and not one more`, () => {
      const longest = 'x'.repeat(draftLimits[name])
      expect(problemsOf({ ...fields, [name]: ` ${longest} ` })).to.deep.equal({})
      expect(problemsOf({ ...fields, [name]: `${longest}x` })).to.deep.equal({ [name]: 'too-long' })
    })
  }

  it('counts only near the limit', () => {
    expect(lengthNearLimit('shortDescription', 'x'.repeat(100))).to.equal(undefined)
    expect(lengthNearLimit('shortDescription', 'x'.repeat(150))).to.equal(150)
  })
})
