import { RequestsElement } from '../elements/requests/requests-element.js'

RequestsElement.define('snow-requests')

declare global {
  interface HTMLElementTagNameMap {
    'snow-requests': RequestsElement
  }
}
