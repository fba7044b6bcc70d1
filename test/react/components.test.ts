import { expect } from 'chai'
import { html } from 'lit'
import { createElement, StrictMode, type ComponentProps } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { snowEventNames } from '../../src/elements/event-names.js'
import { emit } from '../../src/elements/events.js'
import type { IncidentPickerElement } from '../../src/elements/incident-picker/incident-picker-element.js'
import { SnowIncidentPicker, SnowPanel } from '../../src/react/index.js'
import type { SnowElement } from '../../src/elements/internal/snow-element.js'
import { fixture, until } from '../support/fixture.js'

type PickerProps = ComponentProps<typeof SnowIncidentPicker>

describe('the components for React', () => {
  let place: HTMLElement
  let root: Root

  beforeEach(() => {
    place = fixture(html`<div></div>`)
    root = createRoot(place)
  })
  afterEach(() => root.unmount())

  function render(props: PickerProps): IncidentPickerElement {
    flushSync(() => root.render(createElement(StrictMode, null, createElement(SnowIncidentPicker, props))))
    return place.querySelector('snow-incident-picker')!
  }

  it('set with each rendering what the host changed, and leave what a person typed or chose', async () => {
    // As hosts write it: lists and objects in place, made anew with each rendering.
    const wish = (): PickerProps => ({
      view: 'all',
      density: 'compact',
      sort: [{ field: 'number', descending: true }],
      filters: { priority: { kind: 'any-of', values: ['1', '2'] } },
      search: '',
    })
    const picker = render(wish())
    await until(() => picker.sort[0]?.field === 'number', 'the look that the host wants')
    Object.assign(picker, {
      view: 'my-open',
      search: 'typed',
      density: 'comfortable',
      sort: null,
      filters: null,
    })
    await until(() => picker.density === 'comfortable', 'the look that the person chose')
    const chosen = lookOf(picker)
    render(wish())
    await until(() => !picker.isUpdatePending, 'the rendering')
    expect(lookOf(picker)).to.deep.equal(chosen)
    expect(chosen).to.deep.include({ view: 'my-open', density: 'comfortable', search: 'typed' })

    render({ ...wish(), search: 'given' })
    expect(picker.search).to.equal('given')
    const { search: _, ...less } = wish()
    render(less)
    expect(picker.search).to.equal('')
  })

  it('give everything else to the element, and the element by a ref', () => {
    let found: IncidentPickerElement | null = null
    const picker = render({
      ...{ id: 'chooser', className: 'wide', lang: 'de', 'aria-label': 'Tickets' },
      ref: (element) => void (found = element),
      children: createElement('p', { slot: 'empty' }, 'None'),
    })
    expect(found).to.equal(picker)
    expect([picker.id, picker.className, picker.lang, picker.ariaLabel]).to.deep.equal([
      'chooser',
      'wide',
      'de',
      'Tickets',
    ])
    expect(picker.querySelector('[slot=empty]')?.textContent).to.equal('None')
  })

  for (const name of snowEventNames) {
    it(`bring ${name} as the event it is, to the listener of the last rendering`, () => {
      const heard: string[] = []
      const prop = `on${name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
      const show = (rendering: string): void =>
        flushSync(() =>
          root.render(
            createElement(SnowPanel, {
              [prop]: (event: Event) => {
                event.preventDefault()
                heard.push(`${rendering} ${event.type}`)
              },
            }),
          ),
        )
      show('first')
      show('second')
      const panel = place.querySelector<SnowElement>('snow-panel')!
      const went = emit(panel, name, {} as never, { cancelable: true })
      expect([heard, went]).to.deep.equal([[`second ${name}`], false])
    })
  }
})

/** How the list is looked at. */
function lookOf({ view, density, sort, filters, search }: IncidentPickerElement): Record<string, unknown> {
  return { view, density, sort, filters, search }
}
