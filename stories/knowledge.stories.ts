import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { waitFor } from 'storybook/test'
import '../src/define/snow-knowledge.js'
import type { KnowledgeElement } from '../src/elements/knowledge/knowledge-element.js'
import { answerArticle, hostileArticle, longArticle } from '../test/elements/knowledge/articles.js'
import type { WorldOptions } from '../test/support/world.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta<KnowledgeElement> = { title: 'Knowledge', component: 'snow-knowledge' }
export default meta

type Story = StoryObj<KnowledgeElement>

/** A story after `text` was searched for and `shown` appeared. */
function searched(text: string, shown: string, options: WorldOptions = {}): Story {
  return {
    loaders: [withEmulator(options)],
    render: (_, { loaded }) =>
      html`<snow-knowledge
        .workspace=${worldOf(loaded).workspace}
        .fileInstead=${() => undefined}
      ></snow-knowledge>`,
    async play({ canvasElement }) {
      const knowledge = canvasElement.querySelector('snow-knowledge')!
      const field = await shows<HTMLInputElement>(knowledge, '#search')
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await shows(knowledge, shown)
    },
  }
}

/** A story of one article, opened by a deep link. */
function opened(article: string, options: WorldOptions = {}): Story {
  return {
    loaders: [withEmulator(options)],
    render: (_, { loaded }) =>
      html`<snow-knowledge .workspace=${worldOf(loaded).workspace} article=${article}></snow-knowledge>`,
    async play({ canvasElement }) {
      const knowledge = canvasElement.querySelector('snow-knowledge')!
      await shows(knowledge, '.article-body > *, .error')
    },
  }
}

async function shows<T extends HTMLElement>(knowledge: KnowledgeElement, selector: string): Promise<T> {
  return waitFor(
    () => {
      const found = knowledge.shadowRoot?.querySelector<T>(selector)
      if (!found) throw new Error(`It shows no ${selector}`)
      return found
    },
    { timeout: 5_000 },
  )
}

export const Start: Story = searched('', '.empty')
export const Results: Story = searched('vpn password', '.result')
export const NoMatch: Story = searched('xyzzy plugh', '.empty .button')
export const Loading: Story = searched('printer', '.result-skeleton', {
  intercept: (request) => (request.url.includes('knowledge') ? new Promise(() => undefined) : undefined),
})
export const Failed: Story = searched('printer', '.error', {
  emulator: { faults: [{ match: { route: 'knowledge' }, effect: { kind: 'status', status: 503 } }] },
})

export const Article: Story = opened('KB0010001')
export const ArticleWithEverything: Story = opened('KB0099001', { intercept: answerArticle(longArticle) })
export const HostileArticle: Story = opened('KB0099002', { intercept: answerArticle(hostileArticle) })
export const ArticleGone: Story = opened('KB0000000')
export const ArticleLoading: Story = {
  ...opened('KB0010001', {
    intercept: (request) => (request.url.includes('knowledge') ? new Promise(() => undefined) : undefined),
  }),
  async play({ canvasElement }) {
    await shows(canvasElement.querySelector('snow-knowledge')!, '.article-skeleton')
  },
}

export const SignedOut: Story = {
  loaders: [withEmulator({ signedIn: false })],
  render: (_, { loaded }) => html`<snow-knowledge .workspace=${worldOf(loaded).workspace}></snow-knowledge>`,
}

export const German: Story = { ...searched('laptop', '.result'), parameters: { language: 'de' } }
export const RightToLeft: Story = { ...opened('KB0010002'), parameters: { direction: 'rtl' } }
