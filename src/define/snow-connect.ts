import { ConnectElement } from '../elements/connect/connect-element.js'

ConnectElement.define('snow-connect')

declare global {
  interface HTMLElementTagNameMap {
    'snow-connect': ConnectElement
  }
}
