import { PanelElement } from '../elements/panel/panel-element.js'

PanelElement.loaders = {
  'snow-connect': () => import('./snow-connect.js'),
  'snow-incident-picker': () => import('./snow-incident-picker.js'),
  'snow-incident': () => import('./snow-incident.js'),
  'snow-incident-form': () => import('./snow-incident-form.js'),
  'snow-knowledge': () => import('./snow-knowledge.js'),
  'snow-requests': () => import('./snow-requests.js'),
}
PanelElement.define('snow-panel')

declare global {
  interface HTMLElementTagNameMap {
    'snow-panel': PanelElement
  }
}
