import type { Client } from '../../src/client/types.js'
import type { Query } from '../../src/protocol/query.js'
import type { Incident } from '../../src/protocol/records.js'
import { incidentOf } from '../actions/incidents.js'

/** An incident table of a clock's whole seconds, whose rows may become visible later than they are dated. */
export interface ModelServer {
  readonly client: Pick<Client, 'incidents' | 'instance'>
  /** Seconds since the server's epoch. */
  now: number
  /** Runs before each page is read: what others write meanwhile. */
  beforePage: (call: number) => void
  readonly calls: number
  /** Writes row `id` once more; visible after `lateness` seconds. */
  write(id: number, lateness?: number): void
  hide(id: number): void
  /** The latest visible version of each row. */
  visible(): readonly Incident[]
}

interface Version {
  readonly incident: Incident
  readonly visibleAt: number
}

const epoch = Date.UTC(2026, 10, 20)

export const isoAt = (second: number): string =>
  new Date(epoch + second * 1_000).toISOString().replace('.000Z', 'Z')
const wireAt = (iso: string): string => iso.replace('T', ' ').replace('Z', '')

export function createModelServer(): ModelServer {
  const versions = new Map<number, Version[]>()
  const hidden = new Set<number>()
  let calls = 0

  function current(): { incident: Incident; shown: boolean }[] {
    return [...versions].flatMap(([id, all]) => {
      const latest = all.filter(({ visibleAt }) => visibleAt <= server.now).at(-1)
      return latest === undefined ? [] : [{ incident: latest.incident, shown: !hidden.has(id) }]
    })
  }

  const server: ModelServer = {
    now: 1_000,
    beforePage: () => {},
    get calls() {
      return calls
    },
    write(id, lateness = 0) {
      const before = versions.get(id) ?? []
      const incident = incidentOf({
        sysId: (id * 7_919).toString(16).padStart(32, '0'),
        number: `INC${id}`,
        openedAt: before[0]?.incident.openedAt ?? isoAt(server.now),
        updatedAt: isoAt(server.now),
        modCount: before.length,
      })
      // A later transaction on the row waits for the one before.
      const visibleAt = Math.max(server.now + lateness, before.at(-1)?.visibleAt ?? 0)
      versions.set(id, [...before, { incident, visibleAt }])
    },
    hide: (id) => void hidden.add(id),
    visible: () => current().flatMap(({ incident, shown }) => (shown ? [incident] : [])),
    client: {
      instance: 'prod',
      incidents: {
        async list({ query, sort = [], offset, limit, signal }: Parameters<Client['incidents']['list']>[0]) {
          calls += 1
          server.beforePage(calls)
          await Promise.resolve()
          signal?.throwIfAborted()
          const direction = sort[0]?.descending ? -1 : 1
          // The server limits first and applies its access rules then, as the real one does.
          const found = current()
            .filter(({ incident }) => matches(query, incident))
            .sort((a, b) => direction * (keyOf(a.incident) < keyOf(b.incident) ? -1 : 1))
          const slice = found.slice(offset, offset + limit)
          return {
            items: slice.filter(({ shown }) => shown).map(({ incident }) => incident),
            more: offset + limit < found.length,
            nextOffset: offset + limit,
            total: found.length,
          }
        },
      } as unknown as Client['incidents'],
    },
  }
  return server
}

function keyOf({ updatedAt, sysId }: Incident): string {
  return `${updatedAt} ${sysId}`
}

/** Conditions on the two columns of the key, decided here anew: the product's matcher has no say. */
function matches(query: Query, incident: Incident): boolean {
  if (query.kind === 'and') return query.of.every((part) => matches(part, incident))
  if (query.kind === 'or') return query.of.some((part) => matches(part, incident))
  if (query.kind !== 'comparison') throw new Error(`unexpected ${query.kind}`)
  const columns: Record<string, string> = {
    sys_updated_on: wireAt(incident.updatedAt),
    sys_id: incident.sysId,
    state: incident.state.value,
  }
  const value = columns[query.field]!
  const wanted = String(query.value)
  if (query.operator === 'greater') return value > wanted
  if (query.operator === 'greater-or-equal') return value >= wanted
  if (query.operator === 'less-or-equal') return value <= wanted
  if (query.operator === 'equals') return value === wanted
  throw new Error(`unexpected ${query.operator}`)
}
