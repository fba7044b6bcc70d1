import * as v from 'valibot'
import type { Incident, JournalKind } from '../protocol/records.js'
import { SnowError, toSnowError } from '../shared/errors.js'
import { incidentKey, text } from './inputs.js'
import { isUncertain } from './outbox.js'
import type { Action, ActionContext, ActionOptions, AddToJournalInput } from './types.js'

export const addIncidentComment: Action<AddToJournalInput, Incident> = {
  name: 'add_incident_comment',
  description: 'Adds a comment, which the caller of the incident can read, after the signed-in user agreed.',
  permission: 'confirm',
  input: v.strictObject({ incident: incidentKey, text: text(4_000, 'What to tell the caller.') }),
  run: (input, context, options) => add('comment', input, context, options),
}

export const addIncidentWorkNote: Action<AddToJournalInput, Incident> = {
  name: 'add_incident_work_note',
  description: 'Adds a work note, which only agents can read, after the signed-in user agreed.',
  permission: 'confirm',
  input: v.strictObject({ incident: incidentKey, text: text(4_000, 'What to note for other agents.') }),
  run: (input, context, options) => add('work-note', input, context, options),
}

async function add(
  kind: JournalKind,
  input: AddToJournalInput,
  { client, confirm }: ActionContext,
  options: ActionOptions,
): Promise<Incident> {
  const before = await client.incidents.get(input.incident, options)
  const { sysId, number } = before
  const field = kind === 'comment' ? 'comments' : 'work_notes'
  await confirm(
    {
      action: kind === 'comment' ? addIncidentComment.name : addIncidentWorkNote.name,
      record: { table: 'incident', sysId, number },
      table: 'incident',
      changes: [{ field, before: undefined, after: input.text }],
      files: [],
    },
    options,
  )
  try {
    // Without the signal: an entry that may have been sent must not be taken for one that was not.
    return await client.incidents.update(sysId, { [field]: input.text })
  } catch (thrown) {
    const error = toSnowError(thrown)
    if (!isUncertain(error)) throw error
    return afterLostAnswer(client, before, { kind, text: input.text, error })
  }
}

/** An entry has no key of its own: only one that is newer than what was read before can be the lost one. */
async function afterLostAnswer(
  client: ActionContext['client'],
  before: Incident,
  lost: { readonly kind: JournalKind; readonly text: string; readonly error: SnowError },
): Promise<Incident> {
  const journal = await client.incidents.journal(before.sysId).catch(() => [])
  const arrived = journal.some(
    (entry) =>
      entry.kind === lost.kind && entry.text.trim() === lost.text && entry.createdAt > before.updatedAt,
  )
  if (arrived) return client.incidents.get(before.sysId)
  throw new SnowError('SNOW_OUTCOME_UNKNOWN', `${before.number} may have the entry or not`, {
    cause: lost.error,
  })
}
