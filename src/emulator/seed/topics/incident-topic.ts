/** One kind of trouble, told in words that fit together. `{…}` is filled from `topicWords`. */
export interface IncidentTopic {
  readonly category: string
  readonly subcategory: string
  readonly group: string
  readonly titles: readonly string[]
  readonly description: string
  readonly workNotes: readonly string[]
  readonly comments: readonly string[]
  readonly resolution: string
}
