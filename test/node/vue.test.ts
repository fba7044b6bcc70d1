import { expect } from 'chai'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import * as components from '../../src/vue/index.js'

describe('snowline/vue on a server', () => {
  it('is imported without a DOM and writes the tag with what the host page set, and its slots', async () => {
    const app = createSSRApp(() =>
      h(
        components.SnowPanel,
        {
          proxy: 'https://sn.example.com',
          instance: 'a "quoted" one',
          direct: false,
          sync: true,
          syncInterval: 60,
          class: 'mine',
          hostToken: async () => 'a secret',
          onSnowConnected: () => undefined,
        },
        { default: () => h('p', 'inside'), empty: () => 'nothing yet' },
      ),
    )
    const markup = await renderToString(app)
    const start = markup.slice(0, markup.indexOf('>'))
    expect(start).to.match(/^<snow-panel /)
    for (const attribute of [
      'class="mine"',
      'proxy="https://sn.example.com"',
      'instance="a &quot;quoted&quot; one"',
      'sync-interval="60"',
    ]) {
      expect(start).to.contain(attribute)
    }
    expect(start).to.match(/ sync(?![-\w])/)
    expect(start).to.not.match(/direct|secret|token|connected/i)
    expect(markup)
      .to.contain('<p>inside</p>')
      .and.match(/<div slot="empty"[^>]*>nothing yet<\/div>/)
  })

  it('renders the picker that a component draws itself as one that has read nothing', async () => {
    const own = {
      setup: () => {
        const { snapshot } = components.useIncidentPicker({
          proxy: 'https://sn.example.com',
          instance: 'prod',
        })
        return () => h('p', `${snapshot.value.count} ${snapshot.value.connection.phase}`)
      },
    }
    expect(await renderToString(createSSRApp(own))).to.equal('<p>0 checking</p>')
  })

  it('has a component for every element that the package exports', async () => {
    const elements = Object.keys(await import('../../src/index.js')).filter((name) =>
      name.endsWith('Element'),
    )
    const expected = elements.map((name) => `Snow${name.slice(0, -'Element'.length)}`)
    expect(Object.keys(components)).to.include.members(expected)
  })
})
