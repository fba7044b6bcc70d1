import { expect } from 'chai'
import { expectAccessible } from '../../support/axe.js'
import { nextEvent, until } from '../../support/fixture.js'
import { press } from '../../support/press.js'
import { find, gridOf, rowAt, show, titleAt, untilRows } from './picker-fixture.js'

/** Tables beside that of incidents, and how their numbers begin. */
const tables = {
  problem: /^PRB/,
  change_request: /^CHG/,
  sc_req_item: /^RITM/,
  // Configuration items have none.
  cmdb_ci: /^$/,
}

describe('<snow-incident-picker> of other tables', () => {
  it('tells by mouse and by key which record the person opens, and never of an incident', async () => {
    const { picker } = await show({ user: 'admin' }, { tables: ['incident', ...Object.keys(tables)] })
    await untilRows(picker)
    let incidents = 0
    picker.addEventListener('snow-incident-opened', () => (incidents += 1))
    for (const [table, numbers] of Object.entries(tables)) {
      picker.table = table
      const label = (): string | null => gridOf(picker).getAttribute('aria-label')
      const before = label()
      await until(
        () =>
          label() !== before && find(picker, '.replacing') === null && rowAt(picker, 1)?.matches('.incident'),
        `the rows of ${table}`,
      )
      const byMouse = nextEvent(picker, 'snow-record-opened')
      rowAt(picker, 0)!.querySelector<HTMLElement>('.title')!.click()
      const { record } = (await byMouse).detail
      expect([record.table, numbers.test(record.number)], table).to.deep.equal([table, true])
      expect(titleAt(picker, 0)).to.be.oneOf(Object.values(record.fields).map((field) => field?.label))
      const byKey = nextEvent(picker, 'snow-record-opened')
      press('ArrowDown')
      press('Enter')
      const { record: second } = (await byKey).detail
      expect([second.table, second.sysId === record.sysId], table).to.deep.equal([table, false])
      expect(titleAt(picker, 1)).to.be.oneOf(Object.values(second.fields).map((field) => field?.label))
    }
    await expectAccessible(picker)
    expect([incidents, picker.selected]).to.deep.equal([0, { incidents: [], attachments: [] }])
  })
})
