import '../define/all.js'
import { ConnectElement } from '../elements/connect/connect-element.js'
import { IncidentElement } from '../elements/incident/incident-element.js'
import { IncidentFormElement } from '../elements/incident-form/incident-form-element.js'
import { IncidentPickerElement } from '../elements/incident-picker/incident-picker-element.js'
import { KnowledgeElement } from '../elements/knowledge/knowledge-element.js'
import { PanelElement } from '../elements/panel/panel-element.js'
import { RequestsElement } from '../elements/requests/requests-element.js'
import { createComponent } from './create-component.js'

// Importing this registers the elements, because a React application imports components.
export const SnowPanel = createComponent('snow-panel', PanelElement)
export const SnowConnect = createComponent('snow-connect', ConnectElement)
export const SnowIncidentPicker = createComponent('snow-incident-picker', IncidentPickerElement)
export const SnowIncident = createComponent('snow-incident', IncidentElement)
export const SnowIncidentForm = createComponent('snow-incident-form', IncidentFormElement)
export const SnowKnowledge = createComponent('snow-knowledge', KnowledgeElement)
export const SnowRequests = createComponent('snow-requests', RequestsElement)
