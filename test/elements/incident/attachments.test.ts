import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-incident.js'
import type { IncidentElement } from '../../../src/elements/incident/incident-element.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import {
  attachTo,
  attachUsualFiles,
  canaryName,
  hostileFiles,
  hostileTexts,
  quietTicket,
  type Ticket,
} from './tickets.js'

interface Files {
  readonly world: World
  readonly element: IncidentElement
  readonly root: ShadowRoot
  rows(): readonly HTMLElement[]
  row(name: string): HTMLElement
}

async function show(
  make: (world: World, ticket: Ticket) => void,
  options: WorldOptions = {},
): Promise<Files> {
  const world = await createWorld({ emulator: { incidents: 3 }, ...options })
  const ticket = quietTicket(world.emulator)
  make(world, ticket)
  const element = fixture<IncidentElement>(
    html`<snow-incident .workspace=${world.workspace} incident-id=${ticket.sysId}></snow-incident>`,
  )
  const root = element.shadowRoot!
  const rows = (): readonly HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.file')]
  await until(() => rows().length > 0 && root.querySelector('.title'), 'the files')
  return {
    world,
    element,
    root,
    rows,
    row: (name) => rows().find((row) => row.textContent?.includes(name))!,
  }
}

const usual = ({ emulator }: World, ticket: Ticket): void => attachUsualFiles(emulator, ticket)

/** Catches what the element gives to the browser to save. */
function catchSaves(): { readonly saved: { name: string; type: string }[]; restore(): void } {
  const saved: { name: string; type: string }[] = []
  const { createObjectURL } = URL
  const { click } = HTMLAnchorElement.prototype
  let last: Blob | undefined
  URL.createObjectURL = (blob: Blob) => {
    last = blob
    return createObjectURL.call(URL, blob)
  }
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, type: last?.type ?? '' })
  }
  return {
    saved,
    restore() {
      URL.createObjectURL = createObjectURL
      HTMLAnchorElement.prototype.click = click
    },
  }
}

describe('<snow-incident> attachments', () => {
  it('shows name, size, author and date, and a small picture of a picture', async () => {
    const { row, element } = await show(usual)
    expect(row('bluescreen.png').textContent).to.match(/byte|B/)
    await until(() => row('bluescreen.png').querySelector('canvas'), 'the thumbnail')
    expect(row('Purchase order.pdf').querySelector('canvas')).to.equal(null)
    await expectAccessible(element)
  })

  it('picks a file for the host', async () => {
    const { row, element } = await show(usual)
    const picked = nextEvent(element, 'snow-attachment-picked')
    row('minidump.log').querySelector<HTMLButtonElement>('.file-acts .button:not(.icon)')?.click()
    expect((await picked).detail.attachment.fileName).to.equal('minidump.log')
  })

  it('saves a file as bytes of no type', async () => {
    const caught = catchSaves()
    try {
      const { row } = await show(usual)
      row('Purchase order.pdf').querySelector<HTMLButtonElement>('.file-acts .icon')?.click()
      await until(() => caught.saved.length > 0, 'the file')
      expect(caught.saved).to.deep.equal([{ name: 'Purchase order.pdf', type: 'application/octet-stream' }])
    } finally {
      caught.restore()
    }
  })

  it('looks at a picture and at a text in a panel of its own, and gives the focus back', async () => {
    const { row, root, element } = await show(usual)
    const face = row('bluescreen.png').querySelector<HTMLButtonElement>('button.file-face')!
    face.focus()
    face.click()
    const picture = await until(() => root.querySelector('.preview canvas'), 'the picture')
    expect(picture.getAttribute('aria-label')).to.equal('bluescreen.png')
    expect(focused()).to.equal(root.querySelector('.preview'))
    await expectAccessible(element)
    press('Escape')
    await until(() => root.querySelector('.preview') === null, 'the panel to close')
    expect(focused()).to.equal(face)
    row('minidump.log').querySelector<HTMLButtonElement>('button.file-face')?.click()
    const text = await until(() => root.querySelector('.preview-text'), 'the text')
    expect(text.textContent).to.contain('dockusb.sys')
    await expectAccessible(element)
  })

  it('offers no look at documents', async () => {
    const { row } = await show(usual)
    expect(row('Purchase order.pdf').querySelector('button.file-face')).to.equal(null)
  })

  it('keeps a file back while it is scanned', async () => {
    const { row, world, element } = await show(usual, {
      emulator: { incidents: 3, switches: { 'attachment-scan': true } },
    })
    expect(row('bluescreen.png').textContent).to.contain('Being scanned')
    for (const button of row('bluescreen.png').querySelectorAll('button')) {
      expect(button.getAttribute('aria-disabled')).to.equal('true')
    }
    let picked = false
    element.addEventListener('snow-attachment-picked', () => (picked = true))
    row('bluescreen.png').querySelector<HTMLButtonElement>('.file-acts .button:not(.icon)')?.click()
    expect(picked).to.equal(false)
    world.emulator.finishScans()
  })

  it('says at the file why it could not be saved', async () => {
    const { row, world } = await show(usual)
    world.emulator.faults.add({ match: { route: '/file' }, effect: { kind: 'status', status: 404 } })
    row('Purchase order.pdf').querySelector<HTMLButtonElement>('.file-acts .icon')?.click()
    await until(() => row('Purchase order.pdf').querySelector('.error'), 'the reason')
  })
})

describe('<snow-incident> hostile content', () => {
  let ran = 0
  let left = 0
  const onLeave = (): void => void (left += 1)

  beforeEach(() => {
    ran = 0
    left = 0
    Object.assign(window, { [canaryName]: () => (ran += 1) })
    window.addEventListener('beforeunload', onLeave)
  })
  afterEach(() => {
    Object.assign(window, { [canaryName]: undefined })
    window.removeEventListener('beforeunload', onLeave)
  })

  const hostile = ({ emulator }: World, ticket: Ticket): void => {
    const agent = emulator.asUser('beth.anglin')
    agent.update('incident', ticket.sysId, {
      short_description: hostileTexts[0],
      description: hostileTexts.join('\n'),
    })
    for (const text of hostileTexts) agent.update('incident', ticket.sysId, { comments: text })
    for (const file of hostileFiles) attachTo(emulator, ticket, file)
  }

  it('shows hostile text as text', async () => {
    const { root, element } = await show(hostile)
    await until(() => root.querySelectorAll('.entry').length === hostileTexts.length, 'the entries')
    expect(root.textContent).to.contain(`<script>window.${canaryName}`).and.to.contain('free prize')
    expect(root.querySelector('.prose :is(script, img, svg, style, base, iframe), .title *')).to.equal(null)
    for (const link of root.querySelectorAll<HTMLAnchorElement>('.prose a')) {
      expect(link.protocol).to.match(/^(https?|mailto):$/)
      expect(link.rel).to.equal('noopener noreferrer')
      expect(link.target).to.equal('_blank')
      expect(link.getAttributeNames()).not.to.include('onmouseover')
    }
    expect(root.textContent).to.contain('bank.example@evil.example')
    expect(
      [...root.querySelectorAll('.prose a')].some((link) => link.textContent?.includes('bank')),
    ).to.equal(false)
    await expectAccessible(element)
    expect([ran, left]).to.deep.equal([0, 0])
  })

  it('lets no file run or open anything', async () => {
    const caught = catchSaves()
    const { open } = window
    let opened = 0
    window.open = () => {
      opened += 1
      return null
    }
    try {
      const { rows, row, root, element } = await show(hostile)
      for (const name of ['diagram.svg', 'report.html', 'invoice']) {
        expect(row(name).querySelector('button.file-face'), name).to.equal(null)
      }
      row('really-a-page.png').querySelector<HTMLButtonElement>('button.file-face')?.click()
      await until(
        () => root.querySelector('.preview-note')?.textContent?.includes('not what its name'),
        'the refusal',
      )
      await expectAccessible(element)
      root.querySelector<HTMLButtonElement>('.preview header .button:last-child')?.click()
      await element.updateComplete
      for (const each of rows()) each.querySelector<HTMLButtonElement>('.file-acts .icon')?.click()
      await until(() => caught.saved.length === hostileFiles.length, 'the downloads')
      expect(new Set(caught.saved.map(({ type }) => type))).to.deep.equal(
        new Set(['application/octet-stream']),
      )
      expect(root.querySelector('iframe, object, embed, img')).to.equal(null)
      expect([ran, left, opened]).to.deep.equal([0, 0, 0])
    } finally {
      caught.restore()
      window.open = open
    }
  })

  it('shows a name without the marks that turn its direction', async () => {
    const caught = catchSaves()
    try {
      const { row } = await show(hostile)
      expect(row('invoice').querySelector('.file-name')?.textContent).to.equal('invoicegnp.exe')
      row('invoice').querySelector<HTMLButtonElement>('.file-acts .icon')?.click()
      await until(() => caught.saved.length === 1, 'the download')
      expect(caught.saved[0]?.name).to.equal('invoicegnp.exe')
    } finally {
      caught.restore()
    }
  })
})
