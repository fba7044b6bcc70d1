import { createComponent } from '@lit/react'
import * as React from 'react'
import '../define/all.js'
import { ConnectElement } from '../elements/connect/connect-element.js'
import { IncidentElement } from '../elements/incident/incident-element.js'
import { IncidentFormElement } from '../elements/incident-form/incident-form-element.js'
import { IncidentPickerElement } from '../elements/incident-picker/incident-picker-element.js'
import { KnowledgeElement } from '../elements/knowledge/knowledge-element.js'
import { PanelElement } from '../elements/panel/panel-element.js'
import { RequestsElement } from '../elements/requests/requests-element.js'
import { snowReactEvents as events } from './events.js'

/**
 * The elements as React components: properties are props, events are `onSnow…`, and a `ref` is the element.
 * Importing this registers the elements, because a React application imports components.
 */
export const SnowPanel = createComponent({
  react: React,
  tagName: 'snow-panel',
  elementClass: PanelElement,
  events,
})

export const SnowConnect = createComponent({
  react: React,
  tagName: 'snow-connect',
  elementClass: ConnectElement,
  events,
})

export const SnowIncidentPicker = createComponent({
  react: React,
  tagName: 'snow-incident-picker',
  elementClass: IncidentPickerElement,
  events,
})

export const SnowIncident = createComponent({
  react: React,
  tagName: 'snow-incident',
  elementClass: IncidentElement,
  events,
})

export const SnowIncidentForm = createComponent({
  react: React,
  tagName: 'snow-incident-form',
  elementClass: IncidentFormElement,
  events,
})

export const SnowKnowledge = createComponent({
  react: React,
  tagName: 'snow-knowledge',
  elementClass: KnowledgeElement,
  events,
})

export const SnowRequests = createComponent({
  react: React,
  tagName: 'snow-requests',
  elementClass: RequestsElement,
  events,
})
