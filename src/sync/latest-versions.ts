import type { Incident } from '../protocol/records.js'

/** The latest version of the records met last; the oldest are forgotten. */
export class LatestVersions {
  readonly #latest = new Map<string, Incident>()
  readonly #size: number

  constructor(size = 1_000) {
    this.#size = size
  }

  get all(): ReadonlyMap<string, Incident> {
    return this.#latest
  }

  note(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      this.#latest.delete(incident.sysId)
      this.#latest.set(incident.sysId, incident)
    }
    for (const sysId of this.#latest.keys()) {
      if (this.#latest.size <= this.#size) return
      this.#latest.delete(sysId)
    }
  }

  clear(): void {
    this.#latest.clear()
  }
}
