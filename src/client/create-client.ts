import { SnowError } from '../shared/errors.js'
import { createConnection } from './connection.js'
import { loadPart, onFirstUse } from './load-part.js'
import type { Reading } from './reading.js'
import { createSession } from './session.js'
import { settleOptions } from './settings.js'
import type { Client, ClientOptions, KnowledgeApi } from './types.js'

/**
 * Creates a connection to one instance through one proxy; nothing is sent before a method is called.
 * Throws `SNOW_CONFIG_INVALID` naming every problem of the options.
 *
 * Only what signing in needs is there from the start. The rest is loaded with its first call, or ahead of
 * it once somebody is signed in.
 */
export function createClient(options: ClientOptions): Client {
  const settings = settleOptions(options)
  const connection = createConnection(settings)
  let readingPart: Reading | undefined
  let knowledgePart: KnowledgeApi | undefined

  async function reading(): Promise<Reading> {
    const { createReading } = await loadPart(import('./reading.js'))
    return (readingPart ??= createReading(connection))
  }
  async function knowledge(): Promise<KnowledgeApi> {
    const { createKnowledge } = await loadPart(import('./knowledge.js'))
    return (knowledgePart ??= createKnowledge(connection))
  }
  const loadAhead = (): void => void reading().catch(() => undefined)

  return {
    proxy: settings.proxy,
    instance: settings.instance,
    session: createSession(connection, loadAhead),
    incidents: onFirstUse(
      {
        list: true,
        get: true,
        journal: true,
        create: true,
        findByCorrelationId: true,
        update: true,
        choices: true,
      },
      async () => (await reading()).incidents,
    ),
    attachments: onFirstUse(
      { list: true, listFor: true, download: true, upload: true },
      async () => (await reading()).attachments,
    ),
    knowledge: onFirstUse({ search: true, article: true }, knowledge),
    requests: onFirstUse({ mine: true }, async () => (await reading()).requests),
    records: onFirstUse({ list: true, choices: true }, async () => (await reading()).records),
    recordUrl(table, sysId) {
      const { session } = connection
      if (session === undefined) throw new SnowError('SNOW_NOT_CONNECTED', 'Read the session first')
      const target = `${encodeURIComponent(table)}.do?sys_id=${encodeURIComponent(sysId)}`
      return `${session.instance.url}/nav_to.do?uri=${encodeURIComponent(target)}`
    },
  }
}
