import '@lit-labs/virtualizer'
import { html, render } from 'lit'
import { offerList } from './list-page.js'
import { litRow } from './lit-row.js'
import { contentOf } from './row-content.js'
import { addFrame } from './row-styles.js'

offerList((host, incidents) => {
  const { scroller } = addFrame(host)
  scroller.replaceChildren()
  render(
    html`<lit-virtualizer
      scroller
      style="block-size: 100%"
      .items=${incidents}
      .renderItem=${(incident, row) => litRow(contentOf(incident, row))}
    ></lit-virtualizer>`,
    scroller,
  )
  const list = scroller.firstElementChild
  return {
    scroller: () => list,
    list: () => list,
    toEnd: () => list.element(incidents.length - 1).scrollIntoView({ block: 'end' }),
  }
})
