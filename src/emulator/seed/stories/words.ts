import { topicWords } from '../incident-topics.js'

/** Texts that are the same are one string, whatever number of incidents has them. */
const kept = new Map<string, string>()

/** Fills the placeholders of a text; one incident has one laptop, one team, one room. */
export function fill(text: string, seed: number): string {
  if (!text.includes('{')) return text
  const filled = text.replace(/\{(\w+)\}/g, (_, word: string) => {
    const choices = topicWords[word] ?? ['']
    return choices[(Math.imul(seed ^ word.charCodeAt(0), 0x9e3779b1) >>> 8) % choices.length]!
  })
  const known = kept.get(filled)
  if (known !== undefined) return known
  kept.set(filled, filled)
  return filled
}
