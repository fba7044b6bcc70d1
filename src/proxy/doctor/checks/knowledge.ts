import { BlockedBy, type DoctorContext } from '../doctor-context.js'
import { blocked, ok, problem, type Check, type Outcome } from '../check.js'
import { apis, listTable } from '../facts/apis.js'
import type { WireAnswer } from '../wire.js'

/** The Knowledge API, or the table that stands in for it, and whether there is anything to find. */
export const knowledge: Check = {
  id: 'knowledge',
  title: 'Knowledge',
  needs: ['person'],
  async run(context) {
    const { knowledge: state } = await apis(context)
    switch (state.kind) {
      case 'open':
        return articlesIn(state.answer) === 0 ? empty() : ok('The Knowledge API finds articles.')
      case 'missing':
        return withoutPlugin(context)
      case 'denied':
        return denied(state.transactionId)
      case 'broken':
        throw state.error
      default:
        return blocked('api-access')
    }
  },
}

function articlesIn({ json }: WireAnswer): number {
  const result = json?.['result'] as Readonly<Record<string, unknown>> | undefined
  const articles = result?.['articles']
  return Array.isArray(articles) ? articles.length : 0
}

async function withoutPlugin(context: DoctorContext): Promise<Outcome> {
  const fallback = await tableOf(context)
  if (fallback === undefined || fallback.status !== 200) return denied(fallback?.transactionId)
  return problem('knowledge-plugin-missing', {
    found: 'The instance has no Knowledge Management API; Snowline searches the table kb_knowledge instead.',
    cause: 'The plugin is not installed.',
    change: [
      'System Applications > All Available Applications > All: install the Knowledge API (ID sn_km_api)',
      'Until then the search works without ranking, and user criteria of knowledge bases are not fully applied.',
    ],
  })
}

async function tableOf(context: DoctorContext): Promise<Awaited<ReturnType<typeof listTable>> | undefined> {
  try {
    const query = 'workflow_state=published'
    return await listTable(context, 'kb_knowledge', { query, fields: ['sys_id'], limit: 1 })
  } catch (error) {
    if (error instanceof BlockedBy) throw error
    return undefined
  }
}

function denied(transactionId: string | undefined): Outcome {
  return problem('knowledge-acl-denied', {
    found: 'The instance refuses this account its articles.',
    cause: 'An access rule keeps it from kb_knowledge.',
    change: [
      'System Security > Access Control (ACL): the rules named "kb_knowledge" with the operation read',
    ],
    transactionId,
  })
}

function empty(): Outcome {
  return problem('knowledge-empty', {
    found: 'The Knowledge API answers, and finds no article that this person may read.',
    cause:
      'There are no published articles, or the user criteria of every knowledge base leave this person out.',
    change: [
      'Knowledge > Articles > Published: whether there are any',
      'Knowledge > Administration > Knowledge Bases > the base > Can Read (related list): add user criteria that include the person',
    ],
  })
}
