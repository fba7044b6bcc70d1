import * as v from 'valibot'
import type { ArticleSummary, Incident, RequestItem } from '../protocol/records.js'
import { incidentSearch, myOpenIncidents, newestFirst } from './incident-queries.js'
import { incidentKey, limit, sysId, text } from './inputs.js'
import type { Action, ActionContext, ActionOptions, FoundIncidents, SearchIncidentsInput } from './types.js'

const defaultLimit = 20

export const getMyOpenIncidents: Action<{ readonly limit?: number }, FoundIncidents> = {
  name: 'get_my_open_incidents',
  description: 'Lists the open incidents whose caller is the signed-in user, newest first.',
  permission: 'read',
  input: v.strictObject({ limit }),
  run: async (input, { client }, options) => {
    const page = await client.incidents.list({
      query: myOpenIncidents,
      sort: newestFirst,
      offset: 0,
      limit: input.limit ?? defaultLimit,
      ...options,
    })
    return { incidents: page.items, more: page.more }
  },
}

export const getIncident: Action<{ readonly incident: string }, Incident> = {
  name: 'get_incident',
  description: 'Reads one incident by its number or sys_id.',
  permission: 'read',
  input: v.strictObject({ incident: incidentKey }),
  run: (input, { client }, options) => client.incidents.get(input.incident, options),
}

export const searchIncidents: Action<SearchIncidentsInput, FoundIncidents> = {
  name: 'search_incidents',
  description:
    'Searches the incidents that the signed-in user may see by words, state, priority, group and assignee.',
  permission: 'read',
  input: v.strictObject({
    text: v.exactOptional(text(200, 'A number, or text in the short description or description.')),
    state: v.exactOptional(
      v.pipe(
        v.string('give the stored value of a state, such as "2"'),
        v.regex(/^-?\d{1,4}$/, 'give the stored value of a state, such as "2"'),
        v.description('"1" new, "2" in progress, "3" on hold, "6" resolved, "7" closed, "8" cancelled.'),
      ),
    ),
    priority: v.exactOptional(
      v.pipe(
        v.picklist(['1', '2', '3', '4', '5'], 'give "1" to "5"'),
        v.description('"1" critical, "2" high, "3" moderate, "4" low, "5" planning.'),
      ),
    ),
    assignmentGroup: v.exactOptional(v.pipe(sysId, v.description('sys_id of the assignment group.'))),
    assignee: v.exactOptional(v.pipe(sysId, v.description('sys_id of the user it is assigned to.'))),
    active: v.exactOptional(
      v.pipe(v.boolean('give true or false'), v.description('Only open ones, or only ones that are done.')),
    ),
    limit,
  }),
  run: search,
}

async function search(
  input: SearchIncidentsInput,
  { client }: ActionContext,
  options: ActionOptions,
): Promise<FoundIncidents> {
  const page = await client.incidents.list({
    query: incidentSearch(input),
    sort: newestFirst,
    offset: 0,
    limit: input.limit ?? defaultLimit,
    ...options,
  })
  return { incidents: page.items, more: page.more }
}

export const searchKnowledgeBase: Action<
  { readonly text: string; readonly limit?: number },
  readonly ArticleSummary[]
> = {
  name: 'search_knowledge_base',
  description: 'Searches the knowledge articles that the signed-in user may read.',
  permission: 'read',
  input: v.strictObject({ text: text(200, 'What to look for.'), limit }),
  run: (input, { client }, options) =>
    client.knowledge.search(input.text, { limit: input.limit ?? defaultLimit, ...options }),
}

export const getMyServiceRequests: Action<Readonly<Record<never, never>>, readonly RequestItem[]> = {
  name: 'get_my_service_requests',
  description: 'Lists the catalogue items that were requested for the signed-in user, newest first.',
  permission: 'read',
  input: v.strictObject({}),
  run: (_input, { client }, options) => client.requests.mine(options),
}
