import type { Client } from '../client/types.js'
import type { Choice } from '../protocol/records.js'
import { untilAborted, withDeadline } from '../shared/abort.js'
import { systemClock, type Clock } from '../shared/clock.js'

const fieldsWithChoices = ['category', 'impact', 'urgency']
/** Choices hardly ever change: once per page is often enough. */
const known = new WeakMap<Pick<Client, 'incidents'>, Map<string, Promise<readonly Choice[]>>>()

/** A person who pressed a button does not wait longer than this for the words of a question. */
const patienceMs = 3_000

/** The words that a person knows a choice by; its stored value where the instance does not tell in time. */
export async function choiceLabel(
  client: Pick<Client, 'incidents'>,
  field: string,
  value: string,
  clock: Clock = systemClock,
): Promise<string> {
  if (!fieldsWithChoices.includes(field)) return value
  const fields = known.get(client) ?? new Map<string, Promise<readonly Choice[]>>()
  known.set(client, fields)
  const asked = fields.get(field) ?? client.incidents.choices(field)
  fields.set(field, asked)
  try {
    const choices = await withDeadline(patienceMs, undefined, (signal) => untilAborted(asked, signal), clock)
    return choices.find((choice) => choice.value === value)?.label ?? value
  } catch {
    fields.delete(field)
    return value
  }
}
