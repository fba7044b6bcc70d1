import '../define/snow-panel.js'
import { PanelElement } from '../elements/panel/panel-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-panel>` for Vue. */
export const SnowPanel: SnowVueComponent<PanelElement> = /* @__PURE__ */ createComponent(
  'SnowPanel',
  'snow-panel',
  PanelElement,
)
