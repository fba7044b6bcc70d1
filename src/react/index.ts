export {
  SnowConnect,
  SnowIncident,
  SnowIncidentForm,
  SnowIncidentPicker,
  SnowKnowledge,
  SnowPanel,
  SnowRequests,
} from './components.js'
export { snowReactEvents, type SnowReactEvents } from './events.js'
