import { KnowledgeElement } from '../elements/knowledge/knowledge-element.js'

KnowledgeElement.define('snow-knowledge')

declare global {
  interface HTMLElementTagNameMap {
    'snow-knowledge': KnowledgeElement
  }
}
