import { expect } from 'chai'
import { expectAccessible } from '../../support/axe.js'
import { catchSaves } from '../../support/catch-saves.js'
import { until } from '../../support/fixture.js'
import { unzip } from '../../support/unzip.js'
import { attachTo, attachUsualFiles } from '../incident/tickets.js'
import { showFiles, type FilesOptions, type ShownFiles } from './files-fixture.js'
import { rowAt } from './picker-fixture.js'

describe('<snow-incident-picker> several files as a zip', () => {
  let caught: ReturnType<typeof catchSaves>
  beforeEach(() => (caught = catchSaves()))
  afterEach(() => caught.restore())

  const archive = ({ picker }: ShownFiles): HTMLElement | null =>
    picker.renderRoot.querySelector<HTMLElement>('.archive')
  const press = (root: ParentNode | null, text: string): void => {
    const found = [...root!.querySelectorAll('button')].find((each) =>
      `${each.getAttribute('aria-label') ?? ''} ${each.textContent}`.includes(text),
    )
    if (found === undefined) throw new Error(`no button ${text}`)
    found.click()
  }
  const downloadSelection = async ({ picker }: ShownFiles): Promise<void> => {
    await picker.updateComplete
    press(picker.renderRoot.querySelector('.selection'), 'as zip')
  }
  const paths = async (): Promise<string[]> => [...(await unzip(caught.saved[0]!.blob)).keys()].sort()
  /** Holds files back, by the number of the download, until `release`. */
  function held(from: number): { options: FilesOptions; release: () => void; asked: () => number } {
    let asked = 0
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    return {
      options: {
        async intercept({ url }) {
          if (!url.endsWith('/file')) return undefined
          asked += 1
          if (asked > from) await gate
          return undefined
        },
      },
      release: () => release(),
      asked: () => asked,
    }
  }

  it('saves the files of a selected incident in a folder of its number', async () => {
    const shown = await showFiles()
    const { picker, ticket } = shown
    rowAt(picker, 0)!.querySelector('input')!.click()
    await downloadSelection(shown)
    await until(() => caught.saved.length === 1, 'the zip')
    expect(caught.saved[0]).to.include({ name: `${ticket.number}.zip`, type: 'application/octet-stream' })
    expect(await paths()).to.deep.equal(
      ['Purchase order.pdf', 'bluescreen.png', 'minidump.log'].map((name) => `${ticket.number}/${name}`),
    )
    await until(() => archive(shown)?.textContent?.includes('3 files saved'), 'what became of it')
    await expectAccessible(picker)
    press(archive(shown), 'Close')
    await until(() => archive(shown) === null, 'the notice to go')
  })

  it('saves single files that were selected, and only those', async () => {
    const shown = await showFiles()
    shown.file('minidump.log').querySelector('input')!.click()
    await downloadSelection(shown)
    await until(() => caught.saved.length === 1, 'the zip')
    expect(await paths()).to.deep.equal([`${shown.ticket.number}/minidump.log`])
  })

  it('saves all files of an incident from the file that is looked at', async () => {
    const shown = await showFiles()
    shown.press('minidump.log')
    await shown.untilViewer('.preview-text')
    press(shown.viewer(), 'Download all')
    await until(() => caught.saved.length === 1, 'the zip')
    expect(await paths()).to.have.length(3)
  })

  it('saves the others when one fails, names it on screen and in the zip', async () => {
    const shown = await showFiles(({ emulator }, ticket) => {
      attachUsualFiles(emulator, ticket)
      emulator.faults.add({
        match: {
          route: `/${attachTo(emulator, ticket, { name: 'gone.txt', type: 'text/plain', content: 'x' })}/file`,
        },
        effect: { kind: 'status', status: 403 },
      })
    })
    const { picker, ticket } = shown
    rowAt(picker, 0)!.querySelector('input')!.click()
    await downloadSelection(shown)
    await until(() => archive(shown)?.textContent?.includes('1 file is missing'), 'what is missing')
    expect(archive(shown)?.querySelector('li')?.textContent).to.contain(`${ticket.number}/gone.txt: `)
    expect(await paths())
      .to.include('Missing files.txt')
      .and.to.have.length(4)
    const report = (await unzip(caught.saved[0]!.blob)).get('Missing files.txt')
    expect(new TextDecoder().decode(report)).to.contain(`${ticket.number}/gone.txt: `)
    await expectAccessible(picker)
  })

  it('says how far it is, and stops when it is cancelled', async () => {
    const { options, release, asked } = held(2)
    const shown = await showFiles(({ emulator }, ticket) => {
      for (const name of ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'])
        attachTo(emulator, ticket, { name, type: 'application/pdf', content: name })
    }, options)
    const { picker } = shown
    rowAt(picker, 0)!.querySelector('input')!.click()
    await downloadSelection(shown)
    await until(() => archive(shown)?.textContent?.includes('2 of 4 files packed'), 'how far it is')
    expect(archive(shown)?.querySelector('progress')?.value).to.equal(2)
    await expectAccessible(picker)
    press(archive(shown), 'Cancel')
    await until(() => archive(shown) === null, 'the notice to go')
    release()
    await picker.updateComplete
    expect([caught.saved.length, asked()]).to.deep.equal([0, 3])
  })

  it('says when there is more than one zip may hold, and reads nothing', async () => {
    let asked = 0
    const shown = await showFiles(
      ({ emulator }, ticket) => {
        attachTo(emulator, ticket, { name: 'film.mp4', type: 'video/mp4', content: 'x' })
      },
      {
        async intercept({ url }) {
          if (url.endsWith('/file')) asked += 1
          return undefined
        },
      },
    )
    const { picker, world } = shown
    const { listFor } = world.client.attachments
    Object.assign(world.client.attachments, {
      listFor: async (...parameters: Parameters<typeof listFor>) =>
        (await listFor(...parameters)).map((file) => ({ ...file, sizeBytes: 600_000_000 })),
    })
    rowAt(picker, 0)!.querySelector('input')!.click()
    await downloadSelection(shown)
    await until(() => archive(shown)?.textContent?.includes('more than 1,000 files or 500 MB'), 'the limit')
    await expectAccessible(picker)
    expect([caught.saved.length, asked]).to.deep.equal([0, 0])
  })

  it('says why when not even the list of files came', async () => {
    const shown = await showFiles()
    const { world, picker } = shown
    world.emulator.faults.add({
      match: { route: '/api/now/attachment' },
      effect: { kind: 'status', status: 500 },
    })
    rowAt(picker, 0)!.querySelector('input')!.click()
    await downloadSelection(shown)
    await until(() => archive(shown)?.querySelector('.error'), 'the reason')
    await expectAccessible(picker)
    expect(caught.saved).to.deep.equal([])
  })
})
