import { StrictMode, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { createApp, h, ref } from 'vue'
import type { IncidentPickerElement } from '../../src/elements/incident-picker/incident-picker-element.js'
import type { Selection, Workspace } from '../../src/state/types.js'
import { SnowIncidentPicker as ForReact } from '../../src/react/index.js'
import { SnowIncidentPicker as ForVue } from '../../src/vue/index.js'

/** What a host application does with the picker, said in the way of its framework. */
export interface HostOptions {
  readonly workspace: Workspace
  readonly onChanged: (selection: Selection) => void
  readonly onConfirmed: (selection: Selection) => void
}

export interface Host {
  readonly picker: IncidentPickerElement
  search(text: string): void
  remove(): void
}

type Mount = (place: HTMLElement, options: HostOptions) => Host

/** A page without a framework, and one for each that has components of ours. */
export const hosts: Readonly<Record<string, Mount>> = {
  'a plain page': (place, { workspace, onChanged, onConfirmed }) => {
    const picker = document.createElement('snow-incident-picker')
    Object.assign(picker, { workspace, view: 'all' })
    picker.addEventListener('snow-selection-changed', (event) => onChanged(event.detail))
    picker.addEventListener('snow-selection-confirmed', (event) => onConfirmed(event.detail))
    place.append(picker)
    return {
      picker,
      search: (text) => void (picker.search = text),
      remove: () => picker.remove(),
    }
  },

  'React 19': (place, { workspace, onChanged, onConfirmed }) => {
    const root = createRoot(place)
    const show = (search: string): void =>
      flushSync(() =>
        root.render(
          createElement(
            StrictMode,
            null,
            createElement(ForReact, {
              workspace,
              search,
              view: 'all',
              onSnowSelectionChanged: ({ detail }) => onChanged(detail),
              onSnowSelectionConfirmed: ({ detail }) => onConfirmed(detail),
            }),
          ),
        ),
      )
    show('')
    return {
      picker: place.querySelector('snow-incident-picker')!,
      search: show,
      remove: () => root.unmount(),
    }
  },

  'Vue 3': (place, { workspace, onChanged, onConfirmed }) => {
    const search = ref('')
    const app = createApp(() =>
      h(ForVue, {
        workspace,
        search: search.value,
        view: 'all',
        onSnowSelectionChanged: ({ detail }) => onChanged(detail),
        onSnowSelectionConfirmed: ({ detail }) => onConfirmed(detail),
      }),
    )
    app.mount(place)
    return {
      picker: place.querySelector('snow-incident-picker')!,
      search: (text) => void (search.value = text),
      remove: () => app.unmount(),
    }
  },
}
