import type { GenericSchema } from 'valibot'

/** The part of JSON Schema (2020-12) that describes an action's input. */
export interface JsonSchema {
  readonly type?: 'object' | 'string' | 'integer' | 'boolean' | 'array'
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly enum?: readonly (string | number)[]
  readonly format?: 'uuid'
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** What a schema, or one step of its pipe, says of itself; valibot keeps it as plain properties. */
interface Part {
  readonly kind: string
  readonly type: string
  readonly pipe?: readonly Part[]
  readonly entries?: Readonly<Record<string, Part>>
  readonly wrapped?: Part
  readonly options?: readonly (string | number)[]
  readonly requirement?: unknown
  readonly description?: string
}

/** Writes a schema as JSON Schema; throws for a kind that no action uses, so that none is left out unseen. */
export function toJsonSchema(schema: GenericSchema): JsonSchema {
  return fromPart(schema as unknown as Part)
}

function fromPart(part: Part): JsonSchema {
  if (part.pipe !== undefined) {
    const [first, ...steps] = part.pipe
    return steps.reduce<JsonSchema>((json, step) => ({ ...json, ...fromStep(step) }), fromPart(first!))
  }
  switch (part.type) {
    case 'strict_object':
      return fromEntries(part.entries ?? {})
    case 'exact_optional':
      return fromPart(part.wrapped!)
    case 'string':
    case 'boolean':
      return { type: part.type }
    case 'number':
      return { type: 'integer' }
    case 'picklist':
      return { type: 'string', enum: part.options ?? [] }
    default:
      throw new TypeError(`No JSON Schema for the schema "${part.type}"`)
  }
}

function fromEntries(entries: Readonly<Record<string, Part>>): JsonSchema {
  // A file has no place in JSON: an assistant cannot send one.
  const named = Object.entries(entries).filter(([, part]) => !isFiles(part))
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(([name, part]) => [name, fromPart(part)])),
    required: named.filter(([, part]) => part.type !== 'exact_optional').map(([name]) => name),
    additionalProperties: false,
  }
}

function isFiles(part: Part): boolean {
  return part.type === 'array' || (part.wrapped !== undefined && isFiles(part.wrapped))
}

function fromStep({ type, requirement, description }: Part): JsonSchema {
  switch (type) {
    case 'description':
      return description === undefined ? {} : { description }
    case 'min_length':
      return { minLength: Number(requirement) }
    case 'max_length':
      return { maxLength: Number(requirement) }
    case 'min_value':
      return { minimum: Number(requirement) }
    case 'max_value':
      return { maximum: Number(requirement) }
    case 'uuid':
      return { format: 'uuid' }
    case 'regex':
      return { pattern: (requirement as RegExp).source }
    case 'trim':
    case 'integer':
      return {}
    default:
      throw new TypeError(`No JSON Schema for the step "${type}"`)
  }
}
