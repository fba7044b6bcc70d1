import '../define/snow-incident-picker.js'
import { IncidentPickerElement } from '../elements/incident-picker/incident-picker-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-incident-picker>` for Vue. */
export const SnowIncidentPicker: SnowVueComponent<IncidentPickerElement> = /* @__PURE__ */ createComponent(
  'SnowIncidentPicker',
  'snow-incident-picker',
  IncidentPickerElement,
)
