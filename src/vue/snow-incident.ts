import '../define/snow-incident.js'
import { IncidentElement } from '../elements/incident/incident-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-incident>` for Vue. */
export const SnowIncident: SnowVueComponent<IncidentElement> = /* @__PURE__ */ createComponent(
  'SnowIncident',
  'snow-incident',
  IncidentElement,
)
