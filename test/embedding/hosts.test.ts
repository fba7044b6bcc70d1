import { expect } from 'chai'
import { html } from 'lit'
import type { Selection } from '../../src/state/types.js'
import { fixture, until } from '../support/fixture.js'
import { flush } from '../support/flush.js'
import { press } from '../support/press.js'
import { createWorld, type World } from '../support/world.js'
import { find, gridOf, rowAt, titleAt, untilRows } from '../elements/incident-picker/picker-fixture.js'
import { hosts, type Host } from './hosts.js'

for (const [where, mount] of Object.entries(hosts)) {
  describe(`<snow-incident-picker> in ${where}`, () => {
    let world: World
    let place: HTMLElement
    let host: Host
    let changed: Selection[]
    let confirmed: Selection[]
    let asked: string[]
    let held: Request[]
    let holds: boolean

    beforeEach(async () => {
      asked = []
      held = []
      holds = false
      world = await createWorld({
        user: 'beth.anglin',
        intercept(request) {
          asked.push(request.url)
          if (!holds) return undefined
          held.push(request)
          return new Promise(() => undefined)
        },
      })
      changed = []
      confirmed = []
      place = fixture(html`<div style="block-size: 600px"></div>`)
      host = mount(place, {
        workspace: world.workspace,
        onChanged: (selection) => changed.push(selection),
        onConfirmed: (selection) => confirmed.push(selection),
      })
      await untilRows(host.picker)
    })
    afterEach(() => host.remove())

    it('lists, is read once, and finds what the host or the person searches for', async () => {
      const { picker } = host
      const { items } = await world.client.incidents.list({
        query: { kind: 'and', of: [] },
        sort: [{ field: 'opened_at', descending: true }],
        offset: 0,
        limit: 3,
      })
      expect([0, 1, 2].map((row) => titleAt(picker, row))).to.deep.equal(
        items.map(({ shortDescription }) => shortDescription),
      )
      // What this test asked for itself, was asked for once before.
      const ofList = asked.filter((url) => url.includes('/table/incident?') && !url.includes('offset'))
      expect(ofList.map((url) => new URL(url).searchParams.get('sysparm_limit'))).to.deep.equal(['50', '3'])

      host.search(items[2]!.number)
      await until(() => find(picker, '.count')!.textContent === '1 incident', 'what the host looks for')
      expect(titleAt(picker, 0)).to.equal(items[2]!.shortDescription)

      const box = find<HTMLInputElement>(picker, '.search input')!
      box.focus()
      box.value = items[1]!.number
      box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
      await picker.updateComplete
      press('Enter')
      await until(() => titleAt(picker, 0) === items[1]!.shortDescription, 'what the person looks for')
    })

    it('tells what is selected and what is confirmed, once each', async () => {
      const { picker } = host
      rowAt(picker, 1)!.querySelector('input')!.click()
      gridOf(picker).focus()
      press('Home')
      press(' ')
      await picker.updateComplete
      expect(changed.map(({ incidents }) => incidents.length)).to.deep.equal([1, 2])
      expect(changed[1]).to.deep.equal(picker.selected)
      expect(changed[1]!.incidents.map(({ shortDescription }) => shortDescription)).to.deep.equal(
        [1, 0].map((row) => titleAt(picker, row)),
      )
      find(picker, '.selection .primary')!.click()
      expect(confirmed).to.deep.equal([changed[1]])
    })

    it('ends with the host: what is under way is given up, and nothing more is asked for', async () => {
      const { picker } = host
      holds = true
      void picker.refresh()
      const request = await until(
        () => held.find(({ url }) => url.includes('/table/incident?')),
        'a request that waits',
      )
      expect(request.signal.aborted).to.equal(false)
      host.remove()
      await until(() => request.signal.aborted, 'the request to be given up')
      // Somebody signs in in another tab: nobody here wants to know.
      const before = asked.length
      await world.signIn()
      await flush(20)
      const later = asked.slice(before).map((url) => new URL(url).pathname)
      expect(later.join(), 'what was asked for later').to.equal('')
      expect(place.childElementCount).to.equal(0)
      expect(changed).to.deep.equal([])
    })
  })
}
