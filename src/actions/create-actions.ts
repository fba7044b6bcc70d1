import { SnowError, toSnowError } from '../shared/errors.js'
import { createIncident } from './create-incident.js'
import { addIncidentComment, addIncidentWorkNote } from './journal-actions.js'
import { toJsonSchema } from './json-schema.js'
import { parseInput } from './parse-input.js'
import {
  getIncident,
  getMyOpenIncidents,
  getMyServiceRequests,
  searchIncidents,
  searchKnowledgeBase,
} from './read-actions.js'
import type { Action, ActionContext, ActionMap, ActionName, Actions } from './types.js'

type Registry = {
  readonly [Name in ActionName]: Action<ActionMap[Name]['input'], ActionMap[Name]['output']>
}

const registry: Registry = {
  create_incident: createIncident,
  get_my_open_incidents: getMyOpenIncidents,
  get_incident: getIncident,
  search_incidents: searchIncidents,
  search_knowledge_base: searchKnowledgeBase,
  get_my_service_requests: getMyServiceRequests,
  add_incident_comment: addIncidentComment,
  add_incident_work_note: addIncidentWorkNote,
}

/** The named operations over one client. */
export function createActions(context: ActionContext): Actions {
  return {
    outbox: context.outbox,
    async run(name, input, options = {}) {
      const action = actionNamed(name)
      const parsed = parseInput(name, action.input, input ?? {})
      try {
        options.signal?.throwIfAborted()
        return await action.run(parsed, { ...context, confirm: options.confirm ?? context.confirm }, options)
      } catch (error) {
        throw toSnowError(error)
      }
    },
    list() {
      return (Object.keys(registry) as ActionName[]).map((name) => {
        const { description, permission, input } = registry[name]
        return { name, description, permission, input: toJsonSchema(input) }
      })
    },
  }
}

function actionNamed<Name extends ActionName>(
  name: Name,
): Action<ActionMap[Name]['input'], ActionMap[Name]['output']> {
  if (Object.hasOwn(registry, name)) return registry[name]
  throw new SnowError(
    'SNOW_ACTION_UNKNOWN',
    `No action is called "${name}"; there are ${Object.keys(registry).join(', ')}`,
  )
}
