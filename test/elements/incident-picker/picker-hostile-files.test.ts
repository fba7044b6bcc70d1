import { expect } from 'chai'
import { expectAccessible } from '../../support/axe.js'
import { catchSaves } from '../../support/catch-saves.js'
import { until } from '../../support/fixture.js'
import { press } from '../../support/press.js'
import { pngHeader } from '../../state/picture-headers.js'
import { attachTo, callAbove, canaryName, hostileFiles, pngBytes } from '../incident/tickets.js'
import { showFiles, type ShownFiles } from './files-fixture.js'

const script = `<script>${callAbove}</script>`

/** A picture that is a page as well: what follows the pixels is markup. */
const polyglot = Uint8Array.from([...pngBytes, ...new TextEncoder().encode(`<html>${script}`)])

const more = [
  { name: 'both.png', type: 'image/png', content: polyglot },
  { name: 'huge.png', type: 'image/png', content: pngHeader(60_000, 60_000) },
  { name: 'gif.png', type: 'image/png', content: `GIF89a/*${script}*/` },
  { name: 'page.txt', type: 'text/plain', content: `<img src=x onerror="${callAbove}">${script}` },
  { name: 'turned.log', type: 'text/plain', content: '\u202Egnp.exe \u2066x\u2069' },
  { name: '../../../etc/cron.d/job.log', type: 'text/plain', content: 'x' },
] as const

describe('<snow-incident-picker> hostile files', () => {
  let ran = 0
  let left = 0
  let opened = 0
  const { open } = window
  const onLeave = (): void => void (left += 1)

  beforeEach(() => {
    ran = left = opened = 0
    Object.assign(window, { [canaryName]: () => (ran += 1) })
    window.addEventListener('beforeunload', onLeave)
    window.open = () => {
      opened += 1
      return null
    }
  })
  afterEach(() => {
    Object.assign(window, { [canaryName]: undefined })
    window.removeEventListener('beforeunload', onLeave)
    window.open = open
  })

  const hostile = (): Promise<ShownFiles> =>
    showFiles(
      ({ emulator }, ticket) => {
        for (const file of [...hostileFiles, ...more]) attachTo(emulator, ticket, file)
      },
      { width: 900 },
    )

  /** Opens a file and waits until it is shown, or said why not. */
  async function look(shown: ShownFiles, name: string): Promise<HTMLElement> {
    shown.press(name)
    await until(() => shown.viewer()?.querySelector('h2')?.textContent?.includes(name), name)
    return until(
      () =>
        shown
          .viewer()
          ?.querySelector<HTMLElement>('.preview-body :is(canvas, pre, .preview-note:not(.muted))'),
      `what is shown of ${name}`,
    )
  }

  it('would notice a file that runs', async () => {
    const of = (name: string): string => hostileFiles.find((file) => file.name === name)!.content
    for (const [type, content] of [
      ['text/html', of('report.html').replace(/location='.*?'/, '')],
      ['text/html', `${new TextDecoder().decode(polyglot)}`],
      ['image/svg+xml', of('diagram.svg')],
    ] as const) {
      ran = 0
      const url = URL.createObjectURL(new Blob([content], { type }))
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
      await until(() => ran > 0, `the script of ${type}`)
      frame.remove()
      URL.revokeObjectURL(url)
    }
  })

  it('shows no document, and nothing that lies about its kind', async () => {
    const shown = await hostile()
    for (const [name, said] of [
      ['diagram.svg', 'not opened here'],
      ['report.html', 'not opened here'],
      ['invoice', 'not opened here'],
      ['really-a-page.png', 'not what its name says'],
      ['gif.png', 'not what its name says'],
      ['huge.png', 'too large to be shown'],
    ] as const) {
      expect((await look(shown, name)).textContent, name).to.contain(said)
    }
    await expectAccessible(shown.picker)
    expect([ran, left, opened]).to.deep.equal([0, 0, 0])
  })

  it('shows of a picture its pixels, of a page in a text file its text', async () => {
    const shown = await hostile()
    const { picker } = shown
    expect((await look(shown, 'both.png')).localName).to.equal('canvas')
    const text = await look(shown, 'page.txt')
    expect(text.textContent).to.contain('<img src=x onerror=')
    expect(text.children.length).to.equal(0)
    expect(getComputedStyle(await look(shown, 'turned.log')).unicodeBidi).to.equal('plaintext')
    expect(picker.renderRoot.querySelector('iframe, object, embed, img, a, script')).to.equal(null)
    expect([ran, left, opened]).to.deep.equal([0, 0, 0])
  })

  it('saves every one as bytes of no type, under a name without marks and paths', async () => {
    const caught = catchSaves()
    try {
      const shown = await hostile()
      shown.press(shown.names()[0]!)
      await shown.untilViewer()
      for (let nth = 0; nth < hostileFiles.length + more.length; nth += 1) {
        const save = [...shown.viewer()!.querySelectorAll('button')].find((each) =>
          each.getAttribute('aria-label')?.startsWith('Download '),
        )!
        save.click()
        await until(() => caught.saved.length === nth + 1, 'the download')
        press('ArrowRight')
        await shown.picker.updateComplete
      }
      expect(new Set(caught.saved.map(({ type }) => type))).to.deep.equal(
        new Set(['application/octet-stream']),
      )
      const names = caught.saved.map(({ name }) => name)
      expect(names).to.include.members(['invoicegnp.exe', '.._.._.._etc_cron.d_job.log', 'diagram.svg'])
      expect([ran, left, opened]).to.deep.equal([0, 0, 0])
    } finally {
      caught.restore()
    }
  })
})
