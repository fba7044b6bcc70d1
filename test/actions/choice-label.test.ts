import { expect } from 'chai'
import { choiceLabel } from '../../src/actions/choice-label.js'
import type { Choice } from '../../src/protocol/records.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { clientWith } from './incidents.js'

const high: readonly Choice[] = [{ value: '1', label: '1 - High' }]

describe('choiceLabel', () => {
  it('asks once for the words of a field', async () => {
    let asked = 0
    const client = clientWith({
      async choices() {
        asked += 1
        return high
      },
    })
    expect(await choiceLabel(client, 'impact', '1')).to.equal('1 - High')
    expect(await choiceLabel(client, 'impact', '9')).to.equal('9')
    expect(await choiceLabel(client, 'short_description', '1')).to.equal('1')
    expect(asked).to.equal(1)
  })

  it('goes on with the stored value where the instance does not answer, and asks again the next time', async () => {
    const clock = createTestClock()
    let answers = false
    const client = clientWith({ choices: () => (answers ? Promise.resolve(high) : new Promise(() => {})) })
    const label = choiceLabel(client, 'impact', '1', clock)
    await flush()
    clock.advance(3_000)
    expect(await label).to.equal('1')
    answers = true
    expect(await choiceLabel(client, 'impact', '1', clock)).to.equal('1 - High')
  })
})
