import type { Client } from '../client/types.js'
import type { Choice } from '../protocol/records.js'

const fieldsWithChoices = ['category', 'impact', 'urgency']
/** Choices hardly ever change: once per page is often enough. */
const known = new WeakMap<Pick<Client, 'incidents'>, Map<string, Promise<readonly Choice[]>>>()

/** The words that a person knows a choice by; its stored value where the instance does not tell. */
export async function choiceLabel(
  client: Pick<Client, 'incidents'>,
  field: string,
  value: string,
): Promise<string> {
  if (!fieldsWithChoices.includes(field)) return value
  const fields = known.get(client) ?? new Map<string, Promise<readonly Choice[]>>()
  known.set(client, fields)
  const asked = fields.get(field) ?? client.incidents.choices(field)
  fields.set(field, asked)
  try {
    return (await asked).find((choice) => choice.value === value)?.label ?? value
  } catch {
    fields.delete(field)
    return value
  }
}
