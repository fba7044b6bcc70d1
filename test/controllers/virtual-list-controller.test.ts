import { expect } from 'chai'
import { html, LitElement, css, type TemplateResult } from 'lit'
import { VirtualListController } from '../../src/controllers/virtual-list-controller.js'
import { fixture, until } from '../support/fixture.js'

class VirtualListFixture extends LitElement {
  static override styles = css`
    .viewport {
      block-size: 400px;
      overflow: auto;
    }
    .content {
      position: relative;
    }
    .row {
      position: absolute;
      inset: 0 0 auto;
      block-size: var(--row, 50px);
    }
  `
  count = 1000
  readonly windows: (readonly [number, number])[] = []
  kept: number | undefined
  onDraw: (row: number) => void = () => undefined
  readonly list = new VirtualListController(this, {
    viewport: () => this.renderRoot.querySelector('.viewport'),
    content: () => this.renderRoot.querySelector('.content'),
    count: () => this.count,
    rowHeight: 40,
    kept: () => this.kept,
    makeRow: () => {
      const element = document.createElement('div')
      element.className = 'row'
      return {
        element,
        draw: (row) => {
          this.onDraw(row)
          element.textContent = `Row ${row}`
        },
      }
    },
    onWindow: (first, last) => this.windows.push([first, last]),
  })
  protected override render(): TemplateResult {
    return html`<div class="viewport"><div class="content"></div></div>`
  }
}
customElements.define('virtual-list-fixture', VirtualListFixture)

const viewportOf = (host: VirtualListFixture): HTMLElement => host.renderRoot.querySelector('.viewport')!

async function show(count = 1000): Promise<VirtualListFixture> {
  const host = new VirtualListFixture()
  host.count = count
  fixture(html`${host}`)
  await until(() => host.list.rowHeight === 50 && host, 'the measured row')
  return host
}

/** Texts of the rows that a person sees, from top to bottom. */
function seen(host: VirtualListFixture): readonly string[] {
  const view = viewportOf(host).getBoundingClientRect()
  return [...host.renderRoot.querySelectorAll('.row')]
    .map((row) => ({ text: row.textContent, box: row.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > view.top + 1 && box.top < view.bottom - 1)
    .sort((a, b) => a.box.top - b.box.top)
    .map(({ text }) => text)
}

const rows = (first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `Row ${first + index}`)

describe('VirtualListController', () => {
  it('measures its rows, and shows those in view wherever it is scrolled', async () => {
    const host = await show()
    expect(seen(host)).to.deep.equal(rows(0, 7))
    viewportOf(host).scrollTop = 12_345
    await until(() => seen(host)[0] === 'Row 246', 'the rows there')
    expect(seen(host)).to.deep.equal(rows(246, 254))
    expect(host.windows.at(-1)).to.deep.equal([246, 255])
  })

  it('reaches the last of a million rows, and each on the way', async () => {
    const host = await show(1_000_000)
    host.list.show(999_999)
    expect(seen(host).at(-1)).to.equal('Row 999999')
    host.list.show(500_000)
    expect(seen(host)).to.include('Row 500000')
    host.list.show(0)
    expect(seen(host)[0]).to.equal('Row 0')
  })

  it('shows each row of a million by its own height, however the scroll bar is dragged', async () => {
    const host = await show(1_000_000)
    const viewport = viewportOf(host)
    viewport.scrollTop = viewport.scrollHeight
    await until(() => seen(host).at(-1) === 'Row 999999', 'the last row')
    expect(seen(host)).to.deep.equal(rows(999_992, 999_999))
    viewport.scrollTop = viewport.scrollHeight / 3
    const first = await until(() => {
      const [row] = seen(host)
      return row !== undefined && Number(row.slice(4))
    }, 'rows of the middle')
    expect(first).to.be.within(333_000, 334_000)
    expect(seen(host)).to.deep.equal(rows(first, first + seen(host).length - 1))
  })

  it('draws nothing twice before it is seen', async () => {
    const host = new VirtualListFixture()
    const drawn: number[] = []
    host.onDraw = (row) => drawn.push(row)
    host.style.setProperty('--row', '40px')
    fixture(html`${host}`)
    for (let update = 0; update < 3; update += 1) {
      host.requestUpdate()
      await host.updateComplete
    }
    await until(() => drawn.length > 0, 'the first rows')
    expect(drawn).to.deep.equal([...new Set(drawn)])
  })

  it('keeps its rows while it is not displayed', async () => {
    const host = await show()
    host.list.moveTo(100)
    const elements = [...host.renderRoot.querySelectorAll('.row')]
    host.style.display = 'none'
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    expect([...host.renderRoot.querySelectorAll('.row')]).to.deep.equal(elements)
  })

  it('never builds a row anew, and leaves no node behind', async () => {
    const host = await show()
    const content = host.renderRoot.querySelector('.content')!
    const elements = new Set(content.children)
    const nodes = content.childNodes.length
    for (let row = 0; row < 1000; row += 7) host.list.show(row)
    expect(content.childNodes.length).to.equal(nodes)
    expect([...content.children].every((element) => elements.has(element))).to.equal(true)
  })

  it('keeps the first row in view when rows change their height', async () => {
    const host = await show()
    host.list.moveTo(100)
    host.style.setProperty('--row', '80px')
    await until(() => host.list.rowHeight === 80, 'the new height')
    expect(seen(host)[0]).to.equal('Row 100')
  })

  it('shows what is left when the list shrinks, and nothing when it is empty', async () => {
    const host = await show()
    host.list.moveTo(900)
    host.count = 5
    host.requestUpdate()
    await host.updateComplete
    await until(() => seen(host).length === 5, 'the rows that are left')
    host.count = 0
    host.requestUpdate()
    await host.updateComplete
    expect(host.renderRoot.querySelectorAll('.row').length).to.equal(0)
  })

  it('keeps its place when the host is moved, and goes on from there', async () => {
    const host = await show()
    viewportOf(host).scrollTop = 2500
    await until(() => seen(host)[0] === 'Row 50', 'the rows there')
    const parent = host.parentElement!
    host.remove()
    parent.append(host)
    await host.updateComplete
    expect(seen(host)[0]).to.equal('Row 50')
    viewportOf(host).scrollTop = 5000
    await until(() => seen(host)[0] === 'Row 100', 'the rows further down')
    host.remove()
    host.list.moveTo(70)
    parent.append(host)
    await host.updateComplete
    expect(seen(host)[0]).to.equal('Row 70')
  })

  it('keeps a row in view that a smaller viewport would cut, and leaves alone one that was not', async () => {
    const host = await show()
    const viewport = viewportOf(host)
    // Firefox gives a new element the place that one like it had before.
    host.list.moveTo(0)
    host.kept = 7
    viewport.style.blockSize = '300px'
    await until(() => seen(host)[0] === 'Row 2', 'the view to move')
    expect(seen(host).at(-1)).to.equal('Row 7')
    expect(viewport.scrollTop).to.equal(100)
    host.kept = 500
    viewport.style.blockSize = '200px'
    await until(() => seen(host).length === 4, 'the smaller view')
    expect(viewport.scrollTop).to.equal(100)
  })
  it('shows the row that was gone to before anything was measured', async () => {
    const host = new VirtualListFixture()
    fixture(html`${host}`)
    await host.updateComplete
    host.kept = 30
    host.list.show(30)
    await until(() => host.list.rowHeight === 50, 'the measured row')
    expect(seen(host).at(-1)).to.equal('Row 30')
  })
})
