import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-knowledge.js'
import type { KnowledgeElement } from '../../../src/elements/knowledge/knowledge-element.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { answerArticle, hostileArticle, longArticle } from './articles.js'

async function open(
  options: WorldOptions = {},
  article = '',
): Promise<{ world: World; knowledge: KnowledgeElement }> {
  const world = await createWorld({ ...options, emulator: { incidents: 3, ...options.emulator } })
  const knowledge = fixture<KnowledgeElement>(
    html`<snow-knowledge .workspace=${world.workspace} article=${article}></snow-knowledge>`,
  )
  await shown(knowledge, '#search, .article')
  return { world, knowledge }
}

async function shown<T extends HTMLElement>(knowledge: KnowledgeElement, selector: string): Promise<T> {
  return until(() => knowledge.shadowRoot?.querySelector<T>(selector), selector)
}

function all(knowledge: KnowledgeElement, selector: string): HTMLElement[] {
  return [...(knowledge.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])]
}

async function search(knowledge: KnowledgeElement, text: string): Promise<void> {
  const field = await shown<HTMLInputElement>(knowledge, '#search')
  field.focus()
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('<snow-knowledge>', () => {
  it('finds as the person types, and marks what matched as text', async () => {
    const { knowledge } = await open()
    await expectAccessible(knowledge)
    await search(knowledge, 'vpn password')
    const first = await shown(knowledge, '.result')
    expect(first.querySelector('mark')?.textContent).to.match(/vpn|password/i)
    expect(first.textContent).to.match(/KB\d+/)
    expect(knowledge.shadowRoot?.querySelector('.count')?.textContent).to.match(/\d+ articles/)
    await expectAccessible(knowledge)
  })

  it('goes from the field through the results with the arrows, opens, and comes back', async () => {
    const { knowledge } = await open()
    await search(knowledge, 'vpn password')
    await shown(knowledge, '.result')
    const [first, second] = all(knowledge, '.result')
    press('ArrowDown')
    expect(focused()).to.equal(first)
    press('ArrowDown')
    expect(focused()).to.equal(second)
    press('ArrowUp')
    press('ArrowUp')
    expect(focused()?.id).to.equal('search')
    press('End')
    expect(focused()?.id).to.equal('search')
    press('ArrowDown')
    press('ArrowDown')
    const told = nextEvent(document, 'snow-article-opened')
    second?.click()
    const { article } = (await told).detail
    expect(article).not.to.have.property('html')
    const title = await shown(knowledge, '.article-title')
    await until(() => focused() === title, 'the title to be read out')
    expect(title.textContent).to.equal(article.title)
    press('Escape')
    await shown(knowledge, '.result')
    await until(() => (focused() as HTMLElement).dataset['id'] === article.sysId, 'the result')
    press('Escape')
    expect(focused()?.id).to.equal('search')
  })

  it('offers to file an incident where nothing is found', async () => {
    const { knowledge } = await open()
    await search(knowledge, 'xyzzy')
    await shown(knowledge, '[role="status"] .empty')
    expect(knowledge.shadowRoot?.querySelector('.empty .button')).to.equal(null)
    const asked: string[] = []
    knowledge.fileInstead = (text) => void asked.push(text)
    ;(await shown(knowledge, '.empty .button')).click()
    expect(asked).to.deep.equal(['xyzzy'])
    await expectAccessible(knowledge)
  })

  it('says that nothing is found for what cannot be searched for, and quotes a long text in short', async () => {
    const { knowledge } = await open()
    const said = async (text: string): Promise<string | null | undefined> => {
      await search(knowledge, text)
      return (await shown(knowledge, '[role="status"] .empty')).textContent
    }
    expect(await said('^'))
      .to.contain('No article found')
      .and.to.contain('“^”')
    await search(knowledge, '')
    await until(() => all(knowledge, '[role="status"] .empty').length === 0, 'the start')
    expect(await said('y'.repeat(150))).to.contain(`“${'y'.repeat(60)}…”`)
  })

  it('says what failed and tries again', async () => {
    const { knowledge } = await open({
      emulator: {
        faults: [
          { match: { route: 'knowledge/articles\\?', nth: 1 }, effect: { kind: 'status', status: 403 } },
        ],
      },
    })
    await search(knowledge, 'vpn')
    await shown(knowledge, '.error')
    await expectAccessible(knowledge)
    await search(knowledge, 'vpn password')
    await shown(knowledge, '.result')
  })

  it('shows an article by its number from the start, and tells nobody', async () => {
    let told = 0
    document.addEventListener('snow-article-opened', () => (told += 1), { once: true })
    const { knowledge } = await open({ intercept: answerArticle(longArticle) }, longArticle.number)
    await shown(knowledge, '.article-body table')
    expect(all(knowledge, '.article-body :is(h1, h2, h3, h4)').map((h) => h.localName)).to.deep.equal([
      'h3',
      'h4',
      'h4',
    ])
    expect(all(knowledge, '.scroller').map((scroller) => scroller.tabIndex)).to.deep.equal([0, 0])
    const link = await shown<HTMLAnchorElement>(knowledge, '.article-body a')
    expect(link.href).to.equal('https://acme.example/kb_view.do?sysparm_article=KB0010002')
    expect(link.rel).to.equal('noopener noreferrer')
    expect(told).to.equal(0)
    await expectAccessible(knowledge)
  })

  it('opens a link to another article in its place', async () => {
    const { knowledge } = await open({ intercept: answerArticle(longArticle) }, longArticle.number)
    const told = nextEvent(knowledge, 'snow-article-opened')
    ;(await shown(knowledge, '.article-body a')).click()
    expect((await told).detail.article.number).to.equal('KB0010002')
  })

  it('loads no picture of another site until it is asked to', async () => {
    const { knowledge } = await open({ intercept: answerArticle(longArticle) }, longArticle.number)
    await shown(knowledge, '.no-picture')
    expect(all(knowledge, '.article-body img')).to.have.length(0)
    ;(await shown(knowledge, '.blocked .link')).click()
    const picture = await shown<HTMLImageElement>(knowledge, '.article-body img')
    expect(picture.src).to.equal('https://pictures.example/reset.png')
    await until(() => knowledge.shadowRoot?.querySelector('.blocked') === null)
  })

  it('runs nothing of a hostile article, and covers nothing of the page', async () => {
    let ran = 0
    Object.assign(window, { canary: () => (ran += 1) })
    try {
      const { knowledge } = await open({ intercept: answerArticle(hostileArticle) }, hostileArticle.number)
      const body = await shown(knowledge, '.article-body')
      await until(() => body.textContent.includes('The last words'))
      for (const link of all(knowledge, '.article-body *')) link.dispatchEvent(new Event('pointerenter'))
      expect(ran).to.equal(0)
      expect(body.textContent).to.include('The first words')
      expect(
        body.querySelector('[style], [class]:not(.scroller, .no-picture), [id], form, svg, iframe'),
      ).to.equal(null)
      expect(getComputedStyle(body).contain).to.match(/content|layout paint/)
      await expectAccessible(knowledge)
    } finally {
      Reflect.deleteProperty(window, 'canary')
    }
  })

  it('says that an article is not there, and goes back to the search', async () => {
    const { knowledge } = await open({}, 'KB0000000')
    await shown(knowledge, '.error')
    await expectAccessible(knowledge)
    ;(await shown(knowledge, '.back')).click()
    const field = await shown(knowledge, '#search')
    await until(() => focused() === field)
  })

  it('follows its property, and closes when it is emptied', async () => {
    const { knowledge } = await open()
    knowledge.article = 'kb0010001'
    await shown(knowledge, '.article-body p')
    knowledge.article = ''
    await shown(knowledge, '#search')
  })

  it('keeps what is open when it is moved, and forgets it when somebody else signs in', async () => {
    const { world, knowledge } = await open()
    await search(knowledge, 'vpn')
    await shown(knowledge, '.result')
    const place = document.createElement('section')
    knowledge.parentElement?.append(place)
    place.append(knowledge)
    await knowledge.updateComplete
    expect(all(knowledge, '.result')).not.to.have.length(0)
    await world.signIn('beth.anglin')
    await until(() => all(knowledge, '.result').length === 0, 'an empty search')
  })

  it('may leave while an answer is on its way; two on one page search apart', async () => {
    const { world, knowledge } = await open()
    const second = fixture<KnowledgeElement>(
      html`<snow-knowledge .workspace=${world.workspace} article="no such article"></snow-knowledge>`,
    )
    await shown(second, '.error')
    await search(knowledge, 'vpn')
    knowledge.remove()
    ;(await shown(second, '.back')).click()
    await search(second, 'printer')
    await shown(second, '.result')
    expect(all(knowledge, '.article')).to.have.length(0)
  })

  it('asks to sign in where nobody is', async () => {
    const world = await createWorld({ signedIn: false })
    const knowledge = fixture<KnowledgeElement>(
      html`<snow-knowledge .workspace=${world.workspace}></snow-knowledge>`,
    )
    await shown(knowledge, '.empty .button')
    await expectAccessible(knowledge)
  })
})
