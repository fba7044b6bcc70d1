import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request } from 'undici'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { descending, equals } from '../../src/protocol/query-builders.js'
import { tableParameters, tablePath } from '../../src/protocol/table-request.js'
import { startServer, type ServerProcess } from './server-process.js'

/** A page of incidents as the emulator answered it: the scripted instance gives it again, byte by byte. */
export interface RecordedList {
  readonly limit: number
  readonly parameters: string
  readonly body: string
  /** How it is sent, whatever is asked for. */
  readonly coding?: 'gzip'
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** An instance that costs next to nothing: it always knows what to say. */
export interface ScriptedInstance {
  readonly url: string
  /** What serves it: `nginx 1.22.1`, or Node where there is none. */
  readonly servedBy: string
  /** How many requests it has answered so far. */
  count(): Promise<number>
}

export const table = tablePath('incident')
export const user = '6816f79cc0a8016401c5a33be04be441'
/** As long as those of an instance, and of its alphabet. */
export const someToken = 'Zk3-'.repeat(21)

const countPath = '/count'
const tokenPath = '/oauth_token.do'
/** ServiceNow echoes the refresh token; its access tokens are new each time, and live half an hour. */
const tokenAnswer = JSON.stringify({
  access_token: `${'Zk3-'.repeat(13)}@unique`,
  refresh_token: someToken,
  scope: 'useraccount',
  token_type: 'Bearer',
  expires_in: 1799,
})
const person = { user_sys_id: user, user_name: 'abel.tuter', user_display_name: 'Abel Tuter' }
const signInAnswers = [
  { path: '/api/now/ui/user/current_user', body: { result: person } },
  {
    path: '/api/now/table/sys_user',
    body: {
      result: [{ sys_id: user, user_name: 'abel.tuter', name: 'Abel Tuter', email: 'abel@example.com' }],
    },
  },
  { path: '/api/now/table/sys_user_has_role', body: { result: [{ user, 'role.name': 'itil' }] } },
].map(({ path, body }) => ({ path, body: JSON.stringify(body) }))

/** One incident, a page of a hundred, and such a page compressed, as instances send it. */
export type RecordedLists = Readonly<Record<'small' | 'page' | 'packed', RecordedList>>

/** Asks the emulator once for each of them, as the widget's list does. */
export async function recordLists(): Promise<RecordedLists> {
  const emulator = createEmulator({ incidents: 1_200, origin: 'https://acme.example' })
  const record = async (limit: number): Promise<RecordedList> => {
    const sort = [descending('opened_at')]
    const parameters = tableParameters({ fields, query: equals('active', 'true'), sort, limit }).toString()
    const response = await emulator.fetch(
      new Request(`https://acme.example${table}?${parameters}`, {
        headers: { Authorization: `Basic ${btoa('admin:snowline')}` },
      }),
    )
    const body = await response.text()
    return { limit, parameters, body, headers: [...response.headers].filter(([name]) => !ofServer.has(name)) }
  }
  // Another limit only because it is what the instance tells them apart by.
  const packed = { ...(await record(101)), coding: 'gzip' as const }
  return { small: await record(1), page: await record(100), packed }
}

/** What a list shows: with them a record has about a kilobyte. */
const fields = [
  'number',
  'short_description',
  'state',
  'hold_reason',
  'priority',
  'impact',
  'urgency',
  'category',
  'caller_id',
  'assigned_to',
  'assignment_group',
  'opened_at',
  'sys_updated_on',
]
/** Headers that whoever serves the recording writes itself. */
const ofServer = new Set(['content-type', 'content-length', 'date', 'server'])

/** Serves the recordings, and what a sign-in asks, by nginx when it is on the path, else by Node. */
export async function startInstance(
  lists: readonly RecordedList[],
  folder: string,
): Promise<ScriptedInstance> {
  const version = nginxVersion()
  const server =
    version === undefined
      ? await startServer('instance', {
          table,
          lists,
          countPath,
          tokenPath,
          token: tokenAnswer,
          answers: signInAnswers,
        })
      : await startNginx('instance', folder, nginxServer(lists, folder))
  return {
    url: server.url,
    servedBy: version === undefined ? 'Node' : `nginx ${version}`,
    async count() {
      const { body } = await request(`${server.url}${countPath}`)
      // `stub_status` of nginx: active connections, then accepted, handled, and requests.
      return Number((await body.text()).match(/\d+/g)?.[3])
    },
  }
}

export function nginxVersion(): string | undefined {
  return /nginx\/([\d.]+)/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '')?.[1]
}

/** An nginx of one process with this `http` block, in which `@port` is its own. */
export async function startNginx(name: string, folder: string, http: string): Promise<ServerProcess> {
  const { startAgain: _, ...server } = await startServer('nginx', { name, folder, http })
  return server
}

function nginxServer(lists: readonly RecordedList[], folder: string): string {
  for (const { limit, body, coding } of lists) {
    writeFileSync(join(folder, `incidents-${limit}.json`), coding === undefined ? body : gzipSync(body))
  }
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const recorded = lists.map(
    ({ limit, headers, coding }) => `location = /lists/${limit} {
      internal; alias ${join(folder, `incidents-${limit}.json`)}; add_header Last-Modified "";
      ${coding === undefined ? '' : `add_header Content-Encoding ${coding};`}
      ${headers.map(([name, value]) => `add_header ${name} ${quoted(value)};`).join('\n      ')}
    }`,
  )
  const fixed = signInAnswers.map(({ path, body }) => `location = ${path} { return 200 ${quoted(body)}; }`)
  return `server {
    listen 127.0.0.1:@port;
    location = ${table} { rewrite ^ /lists/$arg_sysparm_limit last; }
    ${recorded.join('\n    ')}
    location = ${tokenPath} { return 200 ${quoted(tokenAnswer.replace('@unique', '$request_id'))}; }
    ${fixed.join('\n    ')}
    location = ${countPath} { stub_status; }
  }`
}
