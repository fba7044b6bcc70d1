import { expect } from 'chai'
import { html } from 'lit'
import type { IncidentPickerElement } from '../../src/elements/incident-picker/incident-picker-element.js'
import '../../src/define/snow-incident-picker.js'
import { fixture, until } from '../support/fixture.js'
import { flush } from '../support/flush.js'
import { gridOf, rowAt, untilRows } from '../elements/incident-picker/picker-fixture.js'
import { press } from '../support/press.js'
import { createHeldWorld, type HeldWorld } from './embedded.js'

/** A place for a picker, and one of another kind to move it to. */
const targets: Readonly<Record<string, (place: HTMLElement) => ParentNode & Node>> = {
  'elsewhere in the document': (place) => place,
  'into another shadow root': (place) => place.attachShadow({ mode: 'open' }),
}

function newPicker({ workspace }: HeldWorld): IncidentPickerElement {
  const picker = document.createElement('snow-incident-picker')
  Object.assign(picker, { view: 'all', workspace })
  picker.style.blockSize = '600px'
  return picker
}

describe('<snow-incident-picker>, moved', () => {
  for (const [where, targetOf] of Object.entries(targets)) {
    it(`${where} while it loads: no request is lost, none comes twice`, async () => {
      const world = await createHeldWorld()
      const picker = newPicker(world)
      const [first, second] = [
        fixture<HTMLElement>(html`<div></div>`),
        fixture<HTMLElement>(html`<div></div>`),
      ]
      const target = targetOf(second)
      first.append(picker)
      await until(() => world.asked[0], 'the first page to be asked for')
      target.append(picker)
      await flush(5)
      first.append(picker)
      target.append(picker)
      await flush(5)
      world.release()
      await untilRows(picker)
      const urls = world.asked.map(({ url }) => url)
      expect(urls).to.deep.equal([...new Set(urls)])
      expect(world.asked.filter(({ signal }) => signal.aborted)).to.deep.equal([])
      expect(world.sessions()).to.equal(1)
    })

    it(`${where}: selection, place and expanded files stay, and it goes on`, async () => {
      const world = await createHeldWorld({ emulator: { incidents: 1000 } })
      world.release()
      const picker = newPicker(world)
      const target = targetOf(fixture<HTMLElement>(html`<div></div>`))
      fixture<HTMLElement>(html`<div></div>`).append(picker)
      await untilRows(picker)
      gridOf(picker).focus()
      press('End')
      await until(() => rowAt(picker, 999)?.classList.contains('incident'), 'the last row')
      press(' ')
      await picker.updateComplete
      const before = picker.selected
      expect(before.incidents.length).to.equal(1)
      const { length } = world.asked

      target.append(picker)
      await until(() => rowAt(picker, 999)?.classList.contains('incident'), 'the last row, in its new place')
      expect(picker.selected).to.deep.equal(before)
      expect(rowAt(picker, 999)!.querySelector('input')!.checked).to.equal(true)
      expect(world.asked.length).to.equal(length)

      gridOf(picker).focus()
      press('ArrowUp')
      press(' ')
      expect(picker.selected.incidents.length).to.equal(2)
      void picker.refresh()
      const fresh = await until(() => world.asked[length], 'the list to be read again')
      expect(fresh.signal.aborted).to.equal(false)
    })
  }

  it('away for good gives up what it waits for, and reads it when it comes back', async () => {
    const world = await createHeldWorld()
    const picker = newPicker(world)
    const place = fixture<HTMLElement>(html`<div></div>`)
    place.append(picker)
    const request = await until(() => world.asked[0], 'the first page to be asked for')
    picker.remove()
    await until(() => request.signal.aborted, 'the request to be given up')
    world.release()
    place.append(picker)
    await untilRows(picker)
    expect(world.asked.filter(({ url }) => url === request.url).length).to.equal(2)
  })
})
