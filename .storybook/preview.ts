import type { Preview } from '@storybook/web-components-vite'
import { html } from 'lit'

/** What a story is looked at under: colour scheme, direction, language, width. */
const preview: Preview = {
  globalTypes: {
    scheme: {
      toolbar: { title: 'Scheme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    language: {
      toolbar: { title: 'Language', icon: 'globe', items: ['en', 'de', 'en-XA'], dynamicTitle: true },
    },
    direction: {
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light', language: 'en', direction: 'ltr' },
  parameters: {
    layout: 'fullscreen',
    controls: { expanded: true },
    options: {
      storySort: { order: ['Panel', 'Connect', 'Incident picker', 'Incident', 'Incident form', 'Knowledge'] },
    },
  },
  decorators: [
    (story, { globals, parameters }) => {
      const root = document.documentElement
      root.style.colorScheme = String(globals['scheme'])
      root.lang = String(parameters['language'] ?? globals['language'])
      root.dir = String(parameters['direction'] ?? globals['direction'])
      return html`<main class="snowline-story">${story()}</main>`
    },
  ],
}

export default preview
