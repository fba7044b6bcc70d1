/** A knowledge article as the seed tells it. */
export interface SeededArticle {
  readonly title: string
  readonly category: string
  readonly author: string
  readonly daysAgo: number
  readonly views: number
  /** Words that a search should also find it by. */
  readonly words: string
  /** HTML as an editor's authors write it; `{picture}` is replaced by the URL of `picture`. */
  readonly text: string
  readonly picture?: 'error dialog' | 'latency chart' | 'desk photo'
  readonly state?: 'draft' | 'retired'
}
