import { expect } from 'chai'
import { h, nextTick, reactive, ref, shallowRef } from 'vue'
import { IncidentPickerElement } from '../../src/elements/incident-picker/incident-picker-element.js'
import { snowEventNames } from '../../src/elements/event-names.js'
import { emit } from '../../src/elements/events.js'
import { createComponent } from '../../src/vue/create-component.js'
import * as components from '../../src/vue/index.js'
import { until } from '../support/fixture.js'
import { createWorld } from '../support/world.js'
import { mounted } from './mounted.js'

const { SnowIncidentForm, SnowIncidentPicker, SnowPanel } = components

describe('the components for Vue', () => {
  it('set what the host gave before the element is in the document, and later only what it changed', async () => {
    const view = ref<'all' | undefined>('all')
    const search = ref<string>()
    // Whatever an element sees when it gets into the document, it may ask a server for.
    const begun: string[] = []
    class Watched extends IncidentPickerElement {
      override connectedCallback(): void {
        begun.push(this.selection)
        super.connectedCallback()
      }
    }
    customElements.define('watched-picker', Watched)
    const WatchedPicker = createComponent('WatchedPicker', 'watched-picker', Watched)
    const { place } = mounted(() =>
      h(WatchedPicker, {
        view: view.value,
        search: search.value,
        selection: 'single',
        proxy: 'https://sn.example.com',
      }),
    )
    const picker = place.querySelector<Watched>('watched-picker')!
    expect(begun).to.deep.equal(['single'])
    expect([picker.view, picker.search, picker.proxy]).to.deep.equal(['all', '', 'https://sn.example.com'])

    // What a person typed and chose stays when the host renders again for another reason.
    picker.search = 'typed'
    view.value = undefined
    await nextTick()
    expect([picker.search, picker.view]).to.deep.equal(['typed', 'my-open'])
    search.value = 'given'
    await nextTick()
    expect(picker.search).to.equal('given')
  })

  it('are switched on by an attribute without a value, and left alone by none', () => {
    const { place, errors } = mounted(() => [
      h(SnowPanel, { sync: '' as never, 'sync-interval': 60 }),
      h(SnowPanel),
    ])
    const [on, alone] = place.querySelectorAll('snow-panel')
    expect([on!.sync, on!.syncInterval, on!.direct]).to.deep.equal([true, 60, false])
    expect([alone!.sync, alone!.syncInterval, alone!.view]).to.deep.equal([false, 300, 'tickets'])
    expect(errors).to.deep.equal([])
  })

  for (const name of snowEventNames) {
    it(`bring ${name} as the event it is`, () => {
      const heard: Event[] = []
      const handler = (event: Event): void => {
        event.preventDefault()
        heard.push(event)
      }
      const prop = `on${name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
      const { place } = mounted(() => h(SnowPanel, { [prop]: handler }))
      const panel = place.querySelector('snow-panel')!
      const detail = {} as never
      const went = emit(panel, name, detail, { cancelable: true })
      expect(heard.map(({ type }) => type)).to.deep.equal([name])
      expect([(heard[0] as CustomEvent).detail, went]).to.deep.equal([detail, false])
    })
  }

  it('give what is kept in reactive state as it is, and the element by a template ref', async () => {
    const world = await createWorld()
    const kept = reactive({ workspace: world.workspace, defaults: { shortDescription: 'Printer' } })
    const form = shallowRef<{ element: HTMLElementTagNameMap['snow-incident-form'] | null } | null>(null)
    const { place } = mounted(() => h(SnowIncidentForm, { ref: form, ...kept } as never))
    const element = place.querySelector('snow-incident-form')!
    expect(form.value!.element).to.equal(element)
    expect(element.workspace).to.equal(world.workspace)
    await until(() => element.renderRoot.querySelector('form'), 'the form')
  })

  it('pass class, other listeners and slots on', () => {
    const clicked: string[] = []
    const { place } = mounted(() =>
      h(
        SnowIncidentPicker,
        { class: 'mine', 'data-kind': 'list', onClick: () => clicked.push('click') },
        { default: () => h('p', { slot: 'header' }, 'own'), empty: () => 'Nothing here' },
      ),
    )
    const picker = place.querySelector('snow-incident-picker')!
    picker.click()
    expect([picker.className, picker.dataset.kind, clicked]).to.deep.equal(['mine', 'list', ['click']])
    const slotted = [...picker.children].map((child) => [child.slot, child.textContent])
    expect(slotted).to.deep.equal([
      ['header', 'own'],
      ['empty', 'Nothing here'],
    ])
  })

  it('take over the markup of a server', async () => {
    const view = ref<'all' | 'my-open'>('all')
    const root = (): unknown =>
      h(SnowIncidentPicker, { view: view.value, instance: 'acme' }, { empty: () => 'none' })
    const markup =
      '<snow-incident-picker view="all" instance="acme"><div slot="empty" style="display:contents;">none</div></snow-incident-picker>'
    const { place, errors } = mounted(root as never, markup)
    const picker = place.querySelector('snow-incident-picker')!
    expect([picker.view, picker.instance, picker.children.length]).to.deep.equal(['all', 'acme', 1])
    view.value = 'my-open'
    await nextTick()
    expect(picker.view).to.equal('my-open')
    expect(errors).to.deep.equal([])
  })

  it('report what a handler of the host throws, and go on', async () => {
    const thrown = new Error('of the host')
    const heard: string[] = []
    const { place, errors } = mounted(() =>
      h(SnowPanel, {
        onSnowSyncStatus: () => {
          throw thrown
        },
        onSnowError: () => heard.push('error'),
      }),
    )
    const panel = place.querySelector('snow-panel')!
    emit(panel, 'snow-sync-status', { status: 'idle' } as never)
    emit(panel, 'snow-error', {} as never)
    expect(errors).to.deep.equal([thrown])
    expect(heard).to.deep.equal(['error'])
  })
})
