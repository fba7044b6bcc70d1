import type { ListIncidentsOptions, Page } from '../../src/client/types.js'
import { emptyValue, type Row } from '../../src/protocol/field-value.js'
import type { Attachment, Incident } from '../../src/protocol/records.js'
import type { Client } from '../../src/client/types.js'
import { RecordListStore, type RecordListOptions } from '../../src/state/record-list-store.js'
import { Store } from '../../src/state/store.js'
import type { ConnectionState, Workspace } from '../../src/state/types.js'
import type { SyncHandler } from '../../src/sync/types.js'
import { sessionOfUser } from './sessions.js'
import { incidentFieldsOf } from '../support/incident-fields.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'

const session = sessionOfUser('abel.tuter')
export const owner = session.user.sysId
export const signedIn: ConnectionState = { phase: 'connected', session }

export function makeIncident(n: number, change: Partial<Incident> = {}): Incident {
  const columns = {
    sysId: n.toString(16).padStart(32, '0'),
    number: `INC${String(n).padStart(7, '0')}`,
    shortDescription: `Incident ${n}`,
    description: '',
    state: { value: '1', label: 'New' },
    holdReason: emptyValue,
    priority: { value: '3', label: '3 - Moderate' },
    impact: emptyValue,
    urgency: emptyValue,
    category: emptyValue,
    caller: { value: owner, label: 'Abel Tuter' },
    assignedTo: emptyValue,
    assignmentGroup: emptyValue,
    openedAt: '2026-11-19T22:00:00Z',
    updatedAt: '2026-11-19T22:00:00Z',
    resolvedAt: '',
    closeCode: emptyValue,
    closeNotes: '',
    active: true,
    modCount: 0,
    correlationId: '',
    ...change,
  }
  return { table: 'incident', fields: incidentFieldsOf(columns), ...columns }
}

export function makeFile(incident: Incident, n: number, change: Partial<Attachment> = {}): Attachment {
  return {
    sysId: `${incident.sysId.slice(4)}f${n.toString(16).padStart(3, '0')}`,
    tableName: 'incident',
    recordSysId: incident.sysId,
    fileName: `file-${n}.txt`,
    contentType: 'text/plain',
    sizeBytes: 1000 * n,
    hash: '',
    state: 'available',
    createdAt: `2026-11-19T22:00:0${n}Z`,
    createdBy: 'abel.tuter',
    ...change,
  }
}

export interface ListCall {
  readonly options: ListIncidentsOptions
  /** Answers the call; by itself it is answered at once. */
  answer(page?: Page<Incident>): void
  fail(error: Error): void
}

export interface TableCall {
  readonly table: string
  readonly options: Parameters<Client['records']['list']>[1]
}

export interface RecordListWorld {
  readonly store: RecordListStore
  readonly clock: TestClock
  readonly calls: ListCall[]
  /** Calls for tables that are no incidents: they are answered with `rows`. */
  readonly tableCalls: TableCall[]
  rows: readonly Row[]
  readonly fileCalls: (readonly string[])[]
  /** What the instance has, newest first; a hole is a row that permissions hide. */
  incidents: (Incident | undefined)[]
  files: readonly Attachment[]
  /** Keeps calls unanswered until their `answer` is called. */
  held: boolean
  failing: Error | undefined
  connect(state: ConnectionState): void
  sync: SyncHandler
  readonly life: AbortController
}

class Connection extends Store<ConnectionState> {
  move(state: ConnectionState): void {
    this.transition(state)
  }
}

/** A list store on a scripted instance: what calls it makes, and what it says to each answer. */
export function createRecordListWorld(
  options: Partial<RecordListOptions> & {
    readonly count?: number
    readonly connection?: ConnectionState
  } = {},
): RecordListWorld {
  const clock = createTestClock()
  const connection = new Connection(options.connection ?? signedIn)
  const handlers = new Set<SyncHandler>()
  const life = new AbortController()

  const list = (call: ListIncidentsOptions): Promise<Page<Incident>> =>
    new Promise((resolve, reject) => {
      const page = (): Page<Incident> => {
        const rows = world.incidents.slice(call.offset, call.offset + call.limit)
        const end = call.offset + call.limit
        const items = rows.filter((row): row is Incident => row !== undefined)
        return { items, more: end < world.incidents.length, nextOffset: end, total: world.incidents.length }
      }
      const entry: ListCall = {
        options: call,
        answer: (answer) => resolve(answer ?? page()),
        fail: reject,
      }
      world.calls.push(entry)
      call.signal?.addEventListener('abort', () => reject(call.signal?.reason))
      if (world.failing !== undefined) entry.fail(world.failing)
      else if (!world.held) entry.answer()
    })

  const workspace = {
    client: {
      incidents: { list },
      records: {
        async list(table: string, options: TableCall['options']) {
          world.tableCalls.push({ table, options })
          return { items: world.rows, more: false, nextOffset: world.rows.length, total: world.rows.length }
        },
      },
      attachments: {
        async listFor(_table: string, ids: readonly string[]) {
          world.fileCalls.push(ids)
          return world.files.filter(({ recordSysId }) => ids.includes(recordSysId))
        },
      },
    } as unknown as Client,
    clock,
    connection: Object.assign(connection, { report: () => undefined }),
    sync: {
      handle(handler: SyncHandler) {
        handlers.add(handler)
        return () => handlers.delete(handler)
      },
    },
  } as unknown as Workspace

  const world: RecordListWorld = {
    store: new RecordListStore({ workspace, pageSize: 10, ...options }),
    clock,
    calls: [],
    tableCalls: [],
    rows: [],
    fileCalls: [],
    incidents: Array.from({ length: options.count ?? 25 }, (_, index) => makeIncident(1000 - index)),
    files: [],
    held: false,
    failing: undefined,
    connect: (state) => connection.move(state),
    sync: async (events) => {
      for (const handler of handlers) await handler(events)
    },
    life,
  }
  return world
}
