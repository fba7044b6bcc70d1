import { expect } from 'chai'
import {
  afterArticleOpened,
  afterBack,
  afterFiledInstead,
  afterIncidentOpened,
  afterTabShown,
  panelPlace,
  panelTabOf,
} from '../../../src/elements/panel/panel-place.js'

const start = panelPlace()
const opened = { id: 'INC0010007', known: undefined }

describe('panelPlace', () => {
  it('begins with the tickets, or where the page says', () => {
    expect(start.tab).to.equal('tickets')
    expect(panelPlace('knowledge').visited).to.deep.equal(['knowledge'])
    expect(panelTabOf('requests')).to.equal('requests')
    for (const unknown of ['', 'settings', 'constructor']) expect(panelTabOf(unknown)).to.equal('tickets')
  })

  it('remembers which tabs were visited, each once', () => {
    const place = afterTabShown(afterTabShown(afterTabShown(start, 'new'), 'tickets'), 'new')
    expect(place.visited).to.deep.equal(['tickets', 'new'])
    expect(afterTabShown(place, 'new')).to.equal(place)
  })

  it('opens an incident beside the list from wherever one was, and goes back', () => {
    const place = afterIncidentOpened(afterTabShown(start, 'new'), opened)
    expect(place).to.include({ tab: 'tickets', incident: opened })
    expect(afterBack(place).incident).to.equal(undefined)
    expect(afterBack(start)).to.equal(start)
  })

  it('keeps the incident while one looks elsewhere', () => {
    expect(afterTabShown(afterIncidentOpened(start, opened), 'knowledge').incident).to.equal(opened)
  })

  it('leads from a ticket to an article, and from a search to a ticket', () => {
    expect(afterArticleOpened(start, 'KB0010001')).to.include({ tab: 'knowledge', article: 'KB0010001' })
    expect(afterFiledInstead(start, 'printer on fire')).to.deep.include({
      tab: 'new',
      draft: { shortDescription: 'printer on fire' },
    })
  })
})
