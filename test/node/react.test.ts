import { expect } from 'chai'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import * as components from '../../src/react/index.js'

describe('snowline/react on a server', () => {
  it('is imported without a DOM and writes the tag with what the host page set', () => {
    const markup = renderToString(
      createElement(components.SnowPanel, { proxy: 'https://sn.example.com', instance: 'prod' }),
    )
    expect(markup).to.contain('<snow-panel')
  })

  it('renders the picker that a component draws itself as one that has read nothing', () => {
    const Own = () => {
      const { count, selection, connection } = components.useIncidentPicker({
        proxy: 'https://sn.example.com',
        instance: 'prod',
      })
      return createElement('p', null, `${count} ${selection.incidents.length} ${connection.phase}`)
    }
    expect(renderToString(createElement(Own))).to.equal('<p>0 0 checking</p>')
  })

  it('has a component for every element that the package exports', async () => {
    const elements = Object.keys(await import('../../src/index.js')).filter((name) =>
      name.endsWith('Element'),
    )
    const expected = elements.map((name) => `Snow${name.slice(0, -'Element'.length)}`)
    expect(Object.keys(components)).to.include.members(expected)
  })
})
