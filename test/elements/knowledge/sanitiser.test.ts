import { expect } from 'chai'
import fc from 'fast-check'
import { allowedElements, isAllowedAttribute } from '../../../src/elements/internal/rich-text/allow-list.js'
import { insertHtml } from '../../../src/elements/internal/rich-text/insert-html.js'
import { loadSanitiser } from '../../../src/elements/internal/rich-text/load-sanitiser.js'
import type { SanitiseOptions, Sanitiser } from '../../../src/elements/internal/rich-text/sanitiser.js'
import { fixture } from '../../support/fixture.js'
import { html } from 'lit'
import { hostileAddresses, hostileMarkup } from './hostile-markup.js'

const options: SanitiseOptions = { instanceUrl: 'https://acme.example', images: 'instance' }

const deep = 10_000

/** Where the property begins its search. Other numbers explore more; what they find becomes a case of its own. */
const seeds = [-333022824, 1, 2, 3, 5]

describe('the sanitiser of foreign markup', () => {
  let sanitiser: Sanitiser
  let ran: number

  before(async () => {
    sanitiser = await loadSanitiser()
  })
  beforeEach(() => {
    ran = 0
    Object.assign(window, { canary: () => (ran += 1) })
  })
  afterEach(() => {
    Reflect.deleteProperty(window, 'canary')
  })

  function sanitise(markup: string, other: Partial<SanitiseOptions> = {}): string {
    return sanitiser.sanitise(markup, { ...options, ...other })?.html ?? ''
  }

  /** Shows it in the document, as the reader does, and lets what would happen happen. */
  async function show(markup: string): Promise<HTMLElement> {
    const box = fixture<HTMLElement>(html`<div></div>`)
    insertHtml(box, sanitiser.sanitise(markup, { ...options, images: 'all' })!)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (const element of box.querySelectorAll<HTMLElement>('*')) element.dispatchEvent(new Event('click'))
    return box
  }

  function expectOnlyAllowed(box: Element): void {
    for (const element of box.querySelectorAll('*')) {
      expect(allowedElements).to.have.property(element.localName)
      expect(element.namespaceURI).to.equal('http://www.w3.org/1999/xhtml')
      expect(element.shadowRoot).to.equal(null)
      for (const { name } of element.attributes) {
        expect(isAllowedAttribute(element.localName, name), `${element.localName} ${name}`).to.equal(true)
      }
    }
  }

  for (const [name, markup] of Object.entries(hostileMarkup)) {
    it(`lets nothing run, load or be named of ${name}`, async () => {
      const box = await show(`<p>before</p>${markup}<p>after</p>`)
      expect(ran).to.equal(0)
      expectOnlyAllowed(box)
      expect(sanitise(sanitise(markup))).to.equal(sanitise(markup))
    })
  }

  for (const address of hostileAddresses) {
    it(`leads no link to ${JSON.stringify(address)}`, async () => {
      const box = await show(`<a href="${address}">a</a><a href='${address}' target=_self>b</a>`)
      for (const link of box.querySelectorAll('a')) {
        if (!link.hasAttribute('href')) continue
        expect(['http:', 'https:', 'mailto:', 'tel:']).to.include(link.protocol)
        expect(link.origin, link.href).to.equal('https://acme.example')
      }
      expect(ran).to.equal(0)
    })
  }

  it('keeps what makes an article readable', () => {
    const markup =
      '<h2>Title</h2><p>One <strong>two</strong> <em>three</em><br>four</p><ul><li>five</li></ul>' +
      '<ol start="3"><li>six</li></ol><pre><code>x = 1</code></pre><blockquote>seven</blockquote>' +
      '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td colspan="2">B</td></tr></tbody></table>'
    expect(sanitise(markup)).to.equal(markup)
  })

  it('keeps the form of an article in which preformatted text begins with empty lines', () => {
    expect(sanitise(`<h2>a</h2><pre>${'\n'.repeat(12)}  b\n\nc</pre>`)).to.equal(
      '<h2>a</h2><pre>  b\n\nc</pre>',
    )
  })

  it('keeps the words of elements that it takes away', () => {
    expect(sanitise('<center><font color=red>Warning</font>: <blink>now</blink></center>')).to.equal(
      'Warning: now',
    )
  })

  it('opens links elsewhere, and resolves relative ones against the instance', () => {
    expect(sanitise('<a href="kb_view.do?sysparm_article=KB0010001" target="_top">x</a>')).to.equal(
      '<a href="https://acme.example/kb_view.do?sysparm_article=KB0010001" target="_blank" rel="noopener noreferrer">x</a>',
    )
    expect(sanitise('<a href="mailto:it@acme.example">x</a>')).to.include('href="mailto:it@acme.example"')
    expect(sanitise('<a href="#top">x</a>')).to.equal('<a>x</a>')
    expect(sanitise('<a href="//other.example/x">x</a>')).to.include('href="https://other.example/x"')
  })

  it('resolves nothing where the instance is not known', () => {
    expect(sanitise('<a href="/x">x</a><img src="/y" alt="z">', { instanceUrl: '' })).to.equal(
      '<a>x</a><img alt="z">',
    )
  })

  it('shows pictures of the instance, and those of others only when asked', () => {
    const markup =
      '<img src="/sys_attachment.do?sys_id=1" alt="a"><img src="https://other.example/b.png" alt="b">'
    const asked = sanitiser.sanitise(markup, { ...options, images: 'all' })!
    const unasked = sanitiser.sanitise(markup, options)!
    expect(unasked.html).to.include('src="https://acme.example/sys_attachment.do?sys_id=1"')
    expect(unasked.html).to.include('<img alt="b">')
    expect(unasked.blockedImages).to.equal(1)
    expect(asked.html).to.include('src="https://other.example/b.png"')
    expect(asked.html).to.include('referrerpolicy="no-referrer"')
    expect(asked.blockedImages).to.equal(0)
  })

  it('takes pictures within the markup, but no documents that pose as one', () => {
    expect(sanitise('<img src="data:image/png;base64,iVBORw0KGgo=">')).to.include('data:image/png')
    expect(sanitise('<img src="data:image/svg+xml;base64,PHN2Zz4=">')).to.equal('<img>')
    expect(sanitise('<img src="data:text/html,x">')).to.equal('<img>')
  })

  it('looks at no markup beyond its size', () => {
    expect(sanitiser.sanitise('x'.repeat(2_000_001), options)).to.equal(undefined)
  })

  for (const tag of ['div', 'b', 'font', 'table', 'ul><li', 'svg', 'a href=x', 'blockquote']) {
    it(`makes flat what is nested ${deep} deep in <${tag}>`, () => {
      const { fragment } = sanitiser.sanitise(`<${tag}>`.repeat(deep) + 'end', options)!
      expect(fragment.textContent).to.equal('end')
      let depth = 0
      for (let level = [...fragment.children]; level.length > 0; depth += 1) {
        level = level.flatMap((element) => [...element.children])
      }
      expect(depth).to.be.at.most(60)
    })
  }

  it('makes flat what is nested deeper than anybody reads', () => {
    const { html: flat } = sanitiser.sanitise('<blockquote>'.repeat(100) + '<b>end</b>', options)!
    expect(flat.match(/<blockquote>/g)).to.have.length(60)
    expect(flat).to.include('>end<')
  })

  it('is not taken in by end tags that close nothing', () => {
    const { fragment } = sanitiser.sanitise('<div></x>'.repeat(14_000) + 'end', options)!
    expect(fragment.querySelector('div')).to.equal(null)
    expect(fragment.textContent).to.equal('end')
  })

  it('takes a long list whose items are never closed for what it is', () => {
    const list = `<ul>${'<li>x<p>y'.repeat(2_000)}</ul>`
    expect(sanitiser.sanitise(list, options)!.fragment.querySelectorAll('li')).to.have.length(2_000)
  })

  it('is not reached by what the host page does to its own DOMPurify', async () => {
    const { default: purify } = await import('dompurify')
    purify.addHook('uponSanitizeElement', (_node, event) => void (event.allowedTags['script'] = true))
    purify.setConfig({ ADD_TAGS: ['script'], ADD_ATTR: ['onclick'] })
    try {
      expect(sanitise('<script>canary()</script><p onclick="canary()">x</p>')).to.equal('<p>x</p>')
    } finally {
      purify.removeAllHooks()
      purify.clearConfig()
    }
  })

  const divs = (count: number): string => '<div>'.repeat(count)
  const unstable: Readonly<Record<string, string>> = {
    'a null after markup too deep to parse (found by the property below)': `${hostileMarkup['mXSS by many levels']}\0`,
    'nulls within a tag that is no longer one': `${divs(300)}<im\0g src=x onerror=canary()`,
    'line ends of every kind in markup too deep to parse': `${divs(300)}a\r\nb\rc&#13;d`,
    'a carriage return by its number': 'a&#13;b&#13;&#10;c',
    'escaped markup in markup too deep to parse': `${divs(300)}&lt;img src=x onerror=canary()&gt;&amp;lt;`,
    'tags in the depth that becomes text': `${divs(80)}<svg><style><img title="</style><img src onerror=canary()>">`,
    'depth that foreign end tags hide': `${'<div></x>'.repeat(600)}<svg><style><a title="</style><img src onerror=canary()>">`,
    'preformatted text that begins with empty lines': `<pre>${'\n'.repeat(12)}x</pre>`,
    'nested links that parsers pull apart': '<a href="/x"><table><a href="/y"><td><a href="/z">'.repeat(8),
  }
  for (const [name, markup] of Object.entries(unstable)) {
    it(`gives the same again for ${name}`, async () => {
      const once = sanitise(markup)
      const { fragment } = sanitiser.sanitise(markup, options)!
      const box = document.createElement('div')
      box.append(fragment)
      expect(box.innerHTML).to.equal(once)
      expect(sanitise(once)).to.equal(once)
      expectOnlyAllowed(await show(markup))
      expect(ran).to.equal(0)
    })
  }

  it('gives the same again for what it gave', () => {
    const names = [
      ...Object.keys(allowedElements),
      'svg',
      'math',
      'style',
      'script',
      'form',
      'font',
      'template',
      'select',
    ]
    const part = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(...names).map((name) => `<${name}>`),
      fc.constantFrom(...names).map((name) => `</${name}>`),
      fc.constantFrom(...hostileAddresses, '/x', 'https://x.example').map((href) => `<a href="${href}">`),
      fc.constantFrom(...Object.values(hostileMarkup)),
      fc.constantFrom('<!--', '-->', '"', "'", '>', '&lt;', '&amp;lt;', '<![CDATA[', ']]>', '\0'),
    )
    const property = fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      const once = sanitise(parts.join(''))
      expect(sanitise(once)).to.equal(once)
      const box = document.createElement('div')
      insertHtml(box, sanitiser.sanitise(once, options)!)
      expectOnlyAllowed(box)
    })
    // The same inputs everywhere and always: what a run finds, the next one finds again.
    for (const seed of seeds) fc.assert(property, { seed, numRuns: 60 })
    expect(ran).to.equal(0)
  })
})
