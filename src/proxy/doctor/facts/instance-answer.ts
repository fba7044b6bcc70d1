import { fact } from '../doctor-context.js'
import type { WireAnswer } from '../wire.js'

/** What the API tells a stranger, and when the request left and the answer came. */
export const instanceAnswer = fact(
  async ({ ask, now }): Promise<{ answer: WireAnswer; sentAt: number; cameAt: number }> => {
    const sentAt = now()
    const answer = await ask({
      path: '/api/now/table/sys_choice',
      query: { sysparm_fields: 'sys_id', sysparm_limit: '1' },
    })
    return { answer, sentAt, cameAt: now() }
  },
)
