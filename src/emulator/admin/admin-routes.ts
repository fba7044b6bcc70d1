import { type Emulator } from '../emulator-options.js'
import { readFaultPlan } from '../faults/read-fault-plan.js'
import { parseInstanceFile } from '../instance-file/parse-instance-file.js'
import { createSwitches, parseSwitches } from '../switches.js'
import { AdminError, adminHeaders } from './admin-error.js'
import { changeClock, clockState } from './clock-changes.js'
import { fields, textList } from './request-fields.js'

type Handler = (request: Request, url: URL) => unknown

export interface AdminRoute {
  readonly about: string
  /** By method; what a handler returns is the JSON answer. */
  readonly methods: Readonly<Record<string, Handler>>
}

/** What the admin route can do, by its path. */
export function adminRoutes(emulator: Emulator): Readonly<Record<string, AdminRoute>> {
  const { clock, faults, log, switches } = emulator
  const faultState = (): unknown => ({ plan: faults.plan, counts: faults.counts })

  return {
    switches: {
      about: 'Behaviours: PATCH {"name": value} changes some, DELETE puts all back',
      methods: {
        GET: () => switches,
        PATCH: async (request) => {
          const { changes, problems } = parseSwitches(await fields(request))
          if (problems.length > 0) {
            const told = problems.map((message) => ({ message }))
            throw new AdminError(400, 'invalid', 'No switch was changed', told)
          }
          return Object.assign(switches, changes)
        },
        DELETE: () => Object.assign(switches, createSwitches()),
      },
    },
    faults: {
      about: 'The fault plan: PUT [rules] replaces it, DELETE empties it',
      methods: {
        GET: faultState,
        PUT: async (request) => {
          const read = readFaultPlan(await request.text())
          if ('problems' in read)
            throw new AdminError(400, 'invalid', 'The plan was not taken', read.problems)
          faults.set(read.rules)
          return faultState()
        },
        DELETE: () => {
          faults.clear()
          return faultState()
        },
      },
    },
    log: {
      about: 'Ground truth: ?since=ID gives what came after an entry; DELETE empties it',
      methods: {
        GET: (_, url) => {
          const since = Number(url.searchParams.get('since') ?? '0')
          if (!Number.isSafeInteger(since) || since < 0) {
            throw new AdminError(400, 'invalid', 'since is the id of an entry, a whole number from 0')
          }
          const { requests, writes } = log.since(since)
          return { last: log.lastId, limit: log.limit, dropped: log.dropped, requests, writes }
        },
        DELETE: () => {
          log.clear()
          return { last: log.lastId }
        },
      },
    },
    clock: {
      about: 'Time: POST {"advance": "90m"}, {"set": "2026-01-15T09:00:00Z"} or {"speed": 60}',
      methods: {
        GET: () => clockState(clock),
        POST: async (request) => {
          changeClock(clock, await fields(request))
          return clockState(clock)
        },
      },
    },
    tokens: {
      about: 'POST {"revoke": "abel.tuter"} ends every token of a person',
      methods: {
        POST: async (request) => {
          const { revoke } = await fields(request)
          if (typeof revoke !== 'string' || revoke === '') {
            throw new AdminError(400, 'invalid', 'revoke must be a user name such as "abel.tuter"')
          }
          emulator.revokeTokens(revoke)
          return { revoked: revoke }
        },
      },
    },
    rows: {
      about:
        'POST {"hide": ["INC0010001"], "table": "incident"} hides records from everybody, {"show": true} ends it',
      methods: {
        POST: async (request) => {
          const { table, hide, show } = await fields(request)
          if (show === true) emulator.showRows()
          else if (show !== undefined) emulator.showRows(textList(show, 'show'))
          if (hide !== undefined) {
            emulator.hideRows(typeof table === 'string' ? table : 'incident', textList(hide, 'hide'))
          }
          return {}
        },
      },
    },
    scans: {
      about: 'POST {} makes pending uploads available, as the antivirus scan does',
      methods: { POST: () => (emulator.finishScans(), {}) },
    },
    'auto-close': {
      about: 'POST {} closes the incidents that were resolved long enough ago, as the nightly job does',
      methods: { POST: () => ({ closed: emulator.closeResolved() }) },
    },
    export: {
      about: 'Every record and file as JSON, for import and --data',
      methods: { GET: () => streamedText(emulator.exportText()) },
    },
    import: {
      about: 'POST an export to make it the instance; tokens and sessions end',
      methods: {
        POST: async (request) => {
          emulator.import(parseInstanceFile(await request.text(), 'body'))
          return {}
        },
      },
    },
    reset: {
      about: 'POST {} goes back to the first second',
      methods: { POST: () => (emulator.reset(), {}) },
    },
  }
}

/** A text in parts, for more rows than one string can hold. */
function streamedText(parts: Iterable<string>): Response {
  const encoder = new TextEncoder()
  const left = parts[Symbol.iterator]()
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
  })
  return new Response(body, {
    headers: {
      ...adminHeaders,
      'Content-Type': 'application/json;charset=UTF-8',
      'Content-Disposition': 'attachment; filename="instance.json"',
    },
  })
}
