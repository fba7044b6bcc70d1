import { IncidentPickerElement } from '../elements/incident-picker/incident-picker-element.js'

IncidentPickerElement.define('snow-incident-picker')

declare global {
  interface HTMLElementTagNameMap {
    'snow-incident-picker': IncidentPickerElement
  }
}
