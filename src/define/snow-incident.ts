import { IncidentElement } from '../elements/incident/incident-element.js'

IncidentElement.define('snow-incident')

declare global {
  interface HTMLElementTagNameMap {
    'snow-incident': IncidentElement
  }
}
