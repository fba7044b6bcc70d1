/** Stored value of impact or urgency: 1 high, 2 medium, 3 low. */
export type Level = '1' | '2' | '3'
/** Stored value of a priority: 1 critical … 5 planning. */
export type Priority = '1' | '2' | '3' | '4' | '5'

/**
 * The priority that ServiceNow's stock data lookup gives for an impact and an urgency. An instance may
 * have changed its table: what the saved record says is what counts.
 */
export function priorityOf(impact: Level, urgency: Level): Priority {
  return String(Number(impact) + Number(urgency) - 1) as Priority
}
