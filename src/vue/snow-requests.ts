import '../define/snow-requests.js'
import { RequestsElement } from '../elements/requests/requests-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-requests>` for Vue. */
export const SnowRequests: SnowVueComponent<RequestsElement> = /* @__PURE__ */ createComponent(
  'SnowRequests',
  'snow-requests',
  RequestsElement,
)
