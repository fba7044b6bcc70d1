import { expect } from 'chai'
import { canDragOut } from '../../../src/controllers/drag-file.js'
import { expectAccessible } from '../../support/axe.js'
import { catchSaves } from '../../support/catch-saves.js'
import { until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { attachTo, pngBytes } from '../incident/tickets.js'
import { showFiles, type ShownFiles } from './files-fixture.js'
import { elements, frame, gridOf, rowAt } from './picker-fixture.js'

const nameIn = (viewer: HTMLElement | null): string => viewer?.querySelector('h2')?.textContent?.trim() ?? ''
const button = (shown: ShownFiles, text: string): HTMLButtonElement =>
  [...shown.viewer()!.querySelectorAll('button')].find((each) =>
    `${each.getAttribute('aria-label') ?? ''} ${each.textContent}`.includes(text),
  )!

describe('<snow-incident-picker> files', () => {
  /** Files whose bytes the instance was asked for. */
  const readFrom = ({ world }: ShownFiles): number =>
    world.emulator.log.requests.filter(({ path }) => path.endsWith('/file')).length

  it('says what a file is, its size, its author and when, and draws a small picture of a picture', async () => {
    const shown = await showFiles()
    const { file, picker } = shown
    const canvas = await until(() => file('bluescreen.png').querySelector('canvas'), 'the thumbnail')
    expect([canvas.width, canvas.height]).to.deep.equal([2, 2])
    expect(file('minidump.log').querySelector('canvas')).to.equal(null)
    expect(file('minidump.log').querySelector('.mark')?.classList.contains('text')).to.equal(true)
    expect(file('bluescreen.png').querySelector('.meta')?.textContent).to.match(/byte.*beth\.anglin.*\d{4}/)
    expect(readFrom(shown)).to.equal(1)
    await expectAccessible(picker)
  })

  it('draws small pictures for the rows in view only, and none for a row that another took', async () => {
    const shown = await showFiles(({ emulator }, ticket) => {
      for (let nth = 0; nth < 40; nth += 1) {
        const name = `p${String(nth).padStart(2, '0')}.png`
        attachTo(emulator, ticket, { name, type: 'image/png', content: pngBytes })
      }
    })
    const { picker, file, names } = shown
    await until(() => file(names()[5]!).querySelector('canvas'), 'the thumbnails')
    expect(readFrom(shown)).to.be.below(14)
    const grid = gridOf(picker)
    grid.scrollTop = 30 * 64
    await until(() => names().length > 10 && file(names()[6]!).querySelector('canvas'), 'those further down')
    expect(readFrom(shown)).to.be.below(30)
    grid.scrollTop = 0
    await frame()
    await until(() => rowAt(picker, 0)?.classList.contains('incident'), 'the first row')
    expect(rowAt(picker, 0)?.querySelector('canvas')).to.equal(null)
    for (const row of elements(picker)) expect(row.querySelectorAll('canvas').length).to.be.at.most(1)
    // Closed again, no row has one.
    rowAt(picker, 0)!.querySelector<HTMLElement>('.end button')!.click()
    await until(() => picker.renderRoot.querySelector('canvas') === null, 'the thumbnails to go')
  })

  it('looks at a file by its button and by Enter, and gives the focus back on Escape', async () => {
    const shown = await showFiles()
    const { picker, viewer, untilViewer } = shown
    shown.press('bluescreen.png')
    await untilViewer('canvas')
    expect(nameIn(viewer())).to.equal('bluescreen.png')
    expect(focused()).to.equal(viewer())
    await expectAccessible(picker)
    press('Escape')
    await until(() => viewer() === null, 'the viewer to close')
    expect(focused()).to.equal(gridOf(picker))
    press('Home')
    for (let row = shown.names().indexOf('minidump.log'); row >= 0; row -= 1) press('ArrowDown')
    press('Enter')
    await untilViewer('.preview-text')
    expect(nameIn(viewer())).to.equal('minidump.log')
    expect(viewer()?.querySelector('.preview-text')?.textContent).to.contain('dockusb.sys')
    expect(picker.selected.attachments).to.deep.equal([])
    await expectAccessible(picker)
  })

  it('goes from file to file by arrow keys and buttons, and stays in the list on the file that is shown', async () => {
    const shown = await showFiles()
    const { picker, viewer } = shown
    const [first, second, third] = shown.names() as [string, string, string]
    const untilName = (name: string): Promise<boolean> => until(() => nameIn(viewer()) === name, name)
    shown.press(first)
    await untilName(first)
    press('ArrowRight')
    await untilName(second)
    expect(focused()).to.equal(viewer())
    expect(viewer()?.querySelector('.place')?.textContent).to.contain('File 2 of 3')
    button(shown, 'Next').focus()
    button(shown, 'Next').click()
    await untilName(third)
    expect(button(shown, 'Next').getAttribute('aria-disabled')).to.equal('true')
    expect(focused()).to.equal(button(shown, 'Next'))
    press('ArrowRight')
    await picker.updateComplete
    expect(nameIn(viewer())).to.equal(third)
    press('ArrowLeft')
    press('ArrowUp')
    await untilName(first)
    press('Escape')
    await until(() => viewer() === null, 'the viewer to close')
    expect(gridOf(picker).getAttribute('aria-activedescendant')).to.equal(rowAt(picker, 1)!.id)
  })

  it('goes the other way in a page that is written from the right', async () => {
    const shown = await showFiles()
    const [first, second] = shown.names() as [string, string]
    shown.picker.parentElement!.dir = 'rtl'
    shown.press(first)
    await until(() => nameIn(shown.viewer()) === first, 'the first file')
    press('ArrowRight')
    await shown.picker.updateComplete
    expect(nameIn(shown.viewer())).to.equal(first)
    press('ArrowLeft')
    await until(() => nameIn(shown.viewer()) === second, 'the next file')
  })

  it('picks the file that is shown by Space and by its button, and tells the host', async () => {
    const shown = await showFiles()
    const { picker, untilViewer } = shown
    const told: number[] = []
    picker.addEventListener('snow-selection-changed', ({ detail }) => told.push(detail.attachments.length))
    shown.press('bluescreen.png')
    await untilViewer('canvas')
    press(' ')
    await picker.updateComplete
    expect(picker.selected.attachments.map(({ fileName }) => fileName)).to.deep.equal(['bluescreen.png'])
    expect(button(shown, 'Selected').getAttribute('aria-pressed')).to.equal('true')
    await expectAccessible(picker)
    button(shown, 'Selected').click()
    await picker.updateComplete
    expect(told).to.deep.equal([1, 0])
    expect(button(shown, 'Select').getAttribute('aria-pressed')).to.equal('false')
  })

  it('covers the list where there is little room, and stands beside it where there is more', async () => {
    const narrow = await showFiles()
    narrow.press('bluescreen.png')
    await narrow.untilViewer('canvas')
    expect(gridOf(narrow.picker).inert).to.equal(true)
    const whole = narrow.picker.getBoundingClientRect()
    const place = narrow.viewer()!.getBoundingClientRect()
    expect([place.top, place.width]).to.deep.equal([whole.top, whole.width])

    const wide = await showFiles(undefined, { width: 900 })
    const [first, second] = wide.names() as [string, string]
    wide.press(first)
    await wide.untilViewer()
    await until(() => wide.viewer()?.classList.contains('beside'), 'the place beside')
    const list = gridOf(wide.picker)
    expect(list.inert).to.equal(false)
    // Columns would end under the file: what is left has no room for them.
    await until(() => !list.classList.contains('columns'), 'rows as wide as what is left')
    expect(list.getBoundingClientRect().right).to.be.at.most(wide.viewer()!.getBoundingClientRect().left + 1)
    await expectAccessible(wide.picker)
    // It goes with the row that one moves to; Escape in the list closes it.
    list.focus()
    press('ArrowDown')
    await until(() => nameIn(wide.viewer()) === second, 'the file of the active row')
    expect(focused()).to.equal(list)
    press('Escape')
    await until(() => wide.viewer() === null, 'the viewer to close')
    expect(focused()).to.equal(list)
    await until(() => list.classList.contains('columns'), 'the columns again')
  })

  it('offers no look at other files, says why, and saves them as bytes of no type', async () => {
    const caught = catchSaves()
    try {
      const shown = await showFiles()
      shown.press('Purchase order.pdf')
      await shown.untilViewer('.preview-note')
      expect(shown.viewer()?.querySelector('.preview-note')?.textContent).to.contain('not opened here')
      expect(readFrom(shown)).to.equal(1) // The thumbnail of the picture.
      await expectAccessible(shown.picker)
      button(shown, 'Download Purchase order.pdf').click()
      await until(() => caught.saved.length > 0, 'the file')
      expect(caught.saved.map(({ name, type }) => [name, type])).to.deep.equal([
        ['Purchase order.pdf', 'application/octet-stream'],
      ])
    } finally {
      caught.restore()
    }
  })

  it('shows the beginning of a long log, and says so', async () => {
    const shown = await showFiles(({ emulator }, ticket) =>
      attachTo(emulator, ticket, { name: 'long.log', type: 'text/plain', content: 'line\n'.repeat(100_000) }),
    )
    shown.press('long.log')
    await shown.untilViewer('.preview-text')
    expect(shown.viewer()?.querySelector('.preview-text')?.textContent?.length).to.equal(100_000)
    expect(shown.viewer()?.textContent).to.contain('Only the beginning is shown')
  })

  it('shows a file that is scanned as such, and keeps it back', async () => {
    const shown = await showFiles(undefined, {
      emulator: { incidents: 0, switches: { 'attachment-scan': true } },
    })
    const { picker, file, viewer, untilViewer } = shown
    expect(file('bluescreen.png').textContent).to.contain('Being scanned')
    expect(file('bluescreen.png').querySelector('input')?.hidden).to.equal(true)
    expect(file('bluescreen.png').getAttribute('aria-selected')).to.equal(null)
    file('bluescreen.png').querySelector<HTMLElement>('.title')!.click()
    expect(picker.selected.attachments).to.deep.equal([])
    await untilViewer('.preview-note')
    expect(viewer()?.textContent).to.contain('virus scan is done')
    expect(button(shown, 'Download bluescreen.png').getAttribute('aria-disabled')).to.equal('true')
    expect(button(shown, 'Select')).to.equal(undefined)
    press(' ')
    expect(picker.selected.attachments).to.deep.equal([])
    await expectAccessible(picker)
  })

  it('says in place why a file could not be read, and reads it again', async () => {
    const shown = await showFiles()
    shown.world.emulator.faults.add({
      match: { route: '/file' },
      effect: { kind: 'status', status: 500 },
    })
    shown.press('minidump.log')
    const error = await until(() => shown.viewer()?.querySelector('.error'), 'the reason')
    await expectAccessible(shown.picker)
    shown.world.emulator.faults.clear()
    ;[...error.querySelectorAll('button')].find(({ textContent }) => textContent?.includes('again'))!.click()
    await shown.untilViewer('.preview-text')
  })

  it('opens a file by a click on its row where nothing can be picked', async () => {
    const shown = await showFiles(undefined, { selection: 'none' })
    shown.file('minidump.log').querySelector<HTMLElement>('.title')!.click()
    await shown.untilViewer('.preview-text')
    expect(button(shown, 'Select')).to.equal(undefined)
    await expectAccessible(shown.picker)
  })

  it('forgets the file of one person when another signs in', async () => {
    const shown = await showFiles()
    shown.press('minidump.log')
    await shown.untilViewer('.preview-text')
    await shown.world.signIn('abel.tuter')
    await until(() => shown.viewer() === null, 'the viewer to close')
    expect(shown.picker.renderRoot.querySelector('canvas')).to.equal(null)
  })

  it('lets a file that is looked at be dragged out where the browser can, and no other', async () => {
    const shown = await showFiles()
    shown.press('Purchase order.pdf')
    await shown.untilViewer('.preview-note')
    const what = (): HTMLElement => shown.viewer()!.querySelector<HTMLElement>('.preview-what')!
    expect(what().draggable).to.equal(false)
    shown.press('minidump.log')
    await shown.untilViewer('.preview-text')
    expect(what().draggable).to.equal(canDragOut())
  })

  it('lets the row of an incident be dragged as its link, and no row of a file', async () => {
    const { picker, ticket, file } = await showFiles()
    const drag = (row: HTMLElement): Record<string, string> => {
      const down = new PointerEvent('pointerdown', { bubbles: true, composed: true, pointerType: 'mouse' })
      row.querySelector('.title')!.dispatchEvent(down)
      const said: Record<string, string> = {}
      const start = new DragEvent('dragstart', { bubbles: true, composed: true })
      const dataTransfer = { setData: (type: string, text: string) => void (said[type] = text) }
      Object.defineProperty(start, 'dataTransfer', { value: dataTransfer })
      if (row.draggable) row.dispatchEvent(start)
      return said
    }
    const said = drag(rowAt(picker, 0)!)
    expect(said['text/uri-list']).to.match(/^https:\/\/acme\.example\/.*incident/)
    expect(decodeURIComponent(said['text/uri-list']!)).to.contain(ticket.sysId)
    expect(said['text/plain']).to.equal(said['text/uri-list'])
    expect(drag(file('minidump.log'))).to.deep.equal({})
  })
})
