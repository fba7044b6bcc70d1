import '../define/snow-connect.js'
import { ConnectElement } from '../elements/connect/connect-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-connect>` for Vue. */
export const SnowConnect: SnowVueComponent<ConnectElement> = /* @__PURE__ */ createComponent(
  'SnowConnect',
  'snow-connect',
  ConnectElement,
)
