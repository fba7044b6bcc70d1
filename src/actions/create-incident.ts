import * as v from 'valibot'
import type { Client, IncidentDraft } from '../client/types.js'
import type { Attachment } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { plainFileName } from '../shared/file-name.js'
import { choiceLabel } from './choice-label.js'
import { level, sysId, text } from './inputs.js'
import type {
  Action,
  ActionContext,
  ActionOptions,
  CreatedIncident,
  CreateIncidentInput,
  WriteChange,
  WriteRequest,
} from './types.js'

/** Columns of a draft, in the order in which a confirmation shows them. */
const columns = {
  shortDescription: 'short_description',
  description: 'description',
  category: 'category',
  impact: 'impact',
  urgency: 'urgency',
  caller: 'caller_id',
} as const satisfies Record<keyof IncidentDraft, string>

export const createIncident: Action<CreateIncidentInput, CreatedIncident> = {
  name: 'create_incident',
  description: 'Files a new incident for the signed-in user, after they agreed to it.',
  permission: 'confirm',
  input: v.strictObject({
    shortDescription: text(160, 'What is wrong, in one line.'),
    description: v.exactOptional(text(4_000, 'Everything that helps to solve it.')),
    category: v.exactOptional(text(40, 'Stored value of the category, such as "software".')),
    impact: v.exactOptional(level('How many are affected: "1" high, "2" medium, "3" low.')),
    urgency: v.exactOptional(level('How soon it must be solved: "1" high, "2" medium, "3" low.')),
    caller: v.exactOptional(
      v.pipe(sysId, v.description('sys_id of the person it is for; the signed-in user when left out.')),
    ),
    submissionKey: v.exactOptional(
      v.pipe(
        v.string('give a UUID'),
        v.uuid('give a UUID'),
        v.description('The same key has one effect, however often it is sent.'),
      ),
    ),
    attachments: v.exactOptional(v.array(v.file('give a file'), 'give a list of files')),
  }),
  run(input, context, options) {
    const { submissionKey: key = crypto.randomUUID(), attachments: files = [], ...draft } = input
    // Joined before the question too: a double click asks once.
    return context.outbox.join(key, () => create({ key, draft, files }, context, options))
  },
}

interface Submitted {
  readonly key: string
  readonly draft: IncidentDraft
  readonly files: readonly File[]
}

async function create(
  { key, draft, files }: Submitted,
  { client, outbox, confirm }: ActionContext,
  options: ActionOptions,
): Promise<CreatedIncident> {
  if (!(await outbox.known(key))) await confirm(await requestOf(draft, files, client), options)
  const { incident, made } = await outbox.submit(draft, { key, ...options })
  // An earlier run with this key may have got as far as some of the files.
  const there =
    made || files.length === 0 ? [] : await client.attachments.list('incident', incident.sysId, options)
  const attachments: Attachment[] = []
  const failed: { file: File; error: SnowError }[] = []
  for (const file of files) {
    const name = plainFileName(file.name)
    const arrived = there.find(({ fileName, sizeBytes }) => fileName === name && sizeBytes === file.size)
    try {
      attachments.push(
        arrived ??
          (await client.attachments.upload(file, {
            tableName: 'incident',
            recordSysId: incident.sysId,
            fileName: name,
            ...options,
          })),
      )
    } catch (error) {
      failed.push({ file, error: toSnowError(error) })
    }
  }
  return { incident, attachments, failed }
}

async function requestOf(
  draft: IncidentDraft,
  files: readonly File[],
  client: Client,
): Promise<WriteRequest> {
  const filled = (Object.keys(columns) as (keyof IncidentDraft)[]).flatMap((name) => {
    const value = draft[name]
    return value === undefined ? [] : [{ field: columns[name], value }]
  })
  const changes = await Promise.all(
    filled.map(async ({ field, value }): Promise<WriteChange> => {
      return { field, before: undefined, after: await choiceLabel(client, field, value) }
    }),
  )
  return {
    action: createIncident.name,
    record: undefined,
    table: 'incident',
    changes,
    files: files.map(({ name, size }) => ({ name: plainFileName(name), sizeBytes: size })),
  }
}
