import { expect } from 'chai'
import { compareAnswers } from './compare-answers.js'
import { headerFaults, judge, type Contract } from './contract.js'
import { accessContracts } from './contracts/access-contracts.js'
import { aggregateContracts } from './contracts/aggregate-contracts.js'
import { attachmentContracts } from './contracts/attachment-contracts.js'
import { catalogContracts } from './contracts/catalog-contracts.js'
import { cmdbContracts } from './contracts/cmdb-contracts.js'
import { changeContracts } from './contracts/change-contracts.js'
import { layoutContracts } from './contracts/layout-contracts.js'
import { changeWorkContracts } from './contracts/change-work-contracts.js'
import { importSetContracts } from './contracts/import-set-contracts.js'
import { journalContracts } from './contracts/journal-contracts.js'
import { knowledgeContracts } from './contracts/knowledge-contracts.js'
import { tableContracts } from './contracts/table-contracts.js'
import { tableListContracts } from './contracts/table-list-contracts.js'
import { fixtureFiles, fixtureText, haveFixtures } from './fixtures.js'
import { leftOut } from './left-out.js'

const contracts: readonly Contract[] = [
  ...tableContracts,
  ...tableListContracts,
  ...journalContracts,
  ...attachmentContracts,
  ...accessContracts,
  ...knowledgeContracts,
  ...changeContracts,
  ...changeWorkContracts,
  ...catalogContracts,
  ...aggregateContracts,
  ...cmdbContracts,
  ...importSetContracts,
  ...layoutContracts,
]

/**
 * The emulator's answers, key by key beside recorded ones. The recordings are not part of the
 * package: without them (`../shared/fixtures`) there is nothing to compare with.
 */
describe('the emulator beside recorded answers', () => {
  if (!haveFixtures) {
    it('is compared only where ../shared/fixtures is at hand', function () {
      this.skip()
    })
    return
  }

  for (const contract of contracts) {
    const { fixture, request, produce, status, closeness, allowed } = contract
    const name = fixture.slice(fixture.lastIndexOf('/') + 1)
    it(`${request} answers as in ${name}`, async () => {
      const answer = await produce()
      expect(answer.status, answer.text.slice(0, 500)).to.equal(status)
      const badHeaders = headerFaults(contract, answer)
      expect(badHeaders, badHeaders.join('\n')).to.deep.equal([])
      const { read = JSON.parse, part = (body) => body } = contract
      const comparable = (text: string): unknown => part(read(text))
      const differences = compareAnswers(comparable(fixtureText(fixture)), comparable(answer.text), closeness)
      const { faults, needless } = judge(differences, allowed)
      expect(faults, `differences:\n${faults.join('\n')}`).to.deep.equal([])
      expect(needless, `allowances that nothing needs: ${needless.join(', ')}`).to.deep.equal([])
    })
  }

  it('knows every recorded answer: compared, or left out with a reason', () => {
    const known = [...contracts.map(({ fixture }) => fixture), ...Object.keys(leftOut)].sort()
    expect(known).to.deep.equal([...new Set(known)])
    expect(fixtureFiles().filter((file) => !known.includes(file))).to.deep.equal([])
    expect(known.filter((file) => !fixtureFiles().includes(file))).to.deep.equal([])
  })
})
