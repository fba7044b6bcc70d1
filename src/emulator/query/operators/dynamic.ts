import { type QueryContext } from '../query-context.js'
import { evaluateScript } from '../server-script.js'

/** Scripts of the options that every instance has, where its table does not hold them. */
const stockOptions: ReadonlyMap<string, string> = new Map([
  ['90d1921e5f510100a9ad2572f2b477fe', 'gs.getUserID()'],
  ['d6435e965f510100a9ad2572f2b47744', 'getMyGroups()'],
])

/**
 * The sys_ids that a dynamic filter option such as "Me" stands for; `undefined` for an unknown option.
 * Options are the instance's own: the sandbox that refuses scripts of a query lets them pass.
 */
export function dynamicValues(option: string, context: QueryContext): readonly string[] | undefined {
  const { store } = context
  const row = store.hasTable('sys_filter_option_dynamic')
    ? store.row('sys_filter_option_dynamic', option)
    : undefined
  const script = row?.active === 'false' ? undefined : row?.script || stockOptions.get(option)
  if (script === undefined) return undefined
  if (/getMyGroups\(\)/.test(script)) return groupsOf(context)
  const value = evaluateScript(script.replace(/^javascript:/, ''), context)
  return value === undefined ? undefined : value.split(',')
}

function groupsOf({ store, userId }: QueryContext): string[] {
  const memberships = store.table('sys_user_grmember').equalTo('user', userId) ?? []
  return Array.from(memberships, ({ group }) => group ?? '').filter((group) => group !== '')
}
