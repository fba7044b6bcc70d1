export interface ResultKeys {
  readonly results: readonly HTMLElement[]
  readonly field: HTMLElement | null
}

/** Where a key leads among the search field and its results; `undefined` where it is none of ours. */
export function nextResult(event: KeyboardEvent, { results, field }: ResultKeys): HTMLElement | undefined {
  const at = results.indexOf(event.target as HTMLElement)
  const inField = event.target === field
  if (!inField && at < 0) return undefined
  switch (event.key) {
    case 'ArrowDown':
      return results[Math.min(at + 1, results.length - 1)]
    case 'ArrowUp':
      if (inField) return undefined
      return at === 0 ? (field ?? undefined) : results[at - 1]
    case 'Home':
      return inField ? undefined : results[0]
    case 'End':
      return inField ? undefined : results.at(-1)
    case 'Escape':
      return inField ? undefined : (field ?? undefined)
  }
  return undefined
}
