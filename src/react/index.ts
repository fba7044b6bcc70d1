export {
  SnowConnect,
  SnowIncident,
  SnowIncidentForm,
  SnowIncidentPicker,
  SnowKnowledge,
  SnowPanel,
  SnowRequests,
} from './components.js'
export { useIncidentPicker, type UsedIncidentPicker } from './use-incident-picker.js'
export { snowReactEvents, type SnowReactEvents } from './events.js'
