import '../define/snow-knowledge.js'
import { KnowledgeElement } from '../elements/knowledge/knowledge-element.js'
import { createComponent, type SnowVueComponent } from './create-component.js'

/** `<snow-knowledge>` for Vue. */
export const SnowKnowledge: SnowVueComponent<KnowledgeElement> = /* @__PURE__ */ createComponent(
  'SnowKnowledge',
  'snow-knowledge',
  KnowledgeElement,
)
