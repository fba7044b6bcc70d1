import '../define/snow-incident-form.js'
import { IncidentFormElement } from '../elements/incident-form/incident-form-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-incident-form>` for Vue. */
export const SnowIncidentForm: SnowVueComponent<IncidentFormElement> = /* @__PURE__ */ createComponent(
  'SnowIncidentForm',
  'snow-incident-form',
  IncidentFormElement,
)
