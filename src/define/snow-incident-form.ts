import { IncidentFormElement } from '../elements/incident-form/incident-form-element.js'

IncidentFormElement.define('snow-incident-form')

declare global {
  interface HTMLElementTagNameMap {
    'snow-incident-form': IncidentFormElement
  }
}
