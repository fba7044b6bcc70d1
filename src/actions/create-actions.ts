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
import type { Action, ActionContext, ActionMap, ActionName, Actions, Confirm } from './types.js'

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
        if (action.permission === 'confirm') context.mayWrite?.()
        const confirm = forOnePerson(options.confirm ?? context.confirm, context)
        return await action.run(parsed, { ...context, confirm }, options)
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

/** Asks whoever began the run, and nobody who signed in meanwhile: the next person must not file its text. */
function forOnePerson(
  confirm: Confirm,
  { outbox, mayWrite }: Pick<ActionContext, 'outbox' | 'mayWrite'>,
): Confirm {
  const { owner } = outbox
  const check = (): void => {
    if (outbox.owner !== owner) throw new SnowError('SNOW_ABORTED', 'Somebody else is signed in now')
  }
  return async (request, options) => {
    check()
    await confirm(request, options)
    check()
    mayWrite?.()
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
