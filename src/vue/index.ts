/**
 * The elements as Vue components. Importing one registers its element, because a Vue application imports
 * components; a bundler leaves out those that are not used.
 */
export { SnowConnect } from './snow-connect.js'
export { SnowIncident } from './snow-incident.js'
export { SnowIncidentForm } from './snow-incident-form.js'
export { SnowIncidentPicker } from './snow-incident-picker.js'
export { SnowKnowledge } from './snow-knowledge.js'
export { SnowPanel } from './snow-panel.js'
export { SnowRequests } from './snow-requests.js'
export { useIncidentPicker, type UsedIncidentPicker } from './use-incident-picker.js'
export type { SnowVueComponent, SnowVueListeners } from './create-component.js'
export type { ElementProps } from '../elements/element-props.js'
