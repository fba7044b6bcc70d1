/** Work that goes on while at least one of those who asked for it is still there. */
export interface Presence {
  readonly present: boolean
  /** Begins the work with the first; ends it when the last one's signal aborts. */
  join(signal: AbortSignal): void
}

/** Runs `begin` for the first who joins; its signal aborts when the last has left. */
export function createPresence(begin: (signal: AbortSignal) => void): Presence {
  const here = new Set<AbortSignal>()
  let work: AbortController | undefined
  return {
    get present() {
      return work !== undefined
    },
    join(signal) {
      if (signal.aborted || here.has(signal)) return
      here.add(signal)
      signal.addEventListener(
        'abort',
        () => {
          here.delete(signal)
          if (here.size > 0) return
          const ended = work
          work = undefined
          ended?.abort()
        },
        { once: true },
      )
      if (work !== undefined) return
      work = new AbortController()
      begin(work.signal)
    },
  }
}
