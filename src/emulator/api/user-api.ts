import { type Hono } from 'hono'
import { type Instance } from '../instance.js'
import { type ApiEnv } from './api-env.js'

/** `/api/now/ui/user/current_user`: who the request is authenticated as. */
export function addUserApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.get('/api/now/ui/user/current_user', (c) => {
    const { userId, userName, name } = c.get('who')
    const user = instance.store.row('sys_user', userId)
    return c.json({
      result: {
        user_sys_id: userId,
        user_name: userName,
        user_display_name: name,
        user_initials: `${user?.first_name?.[0] ?? ''}${user?.last_name?.[0] ?? ''}`,
        user_email: user?.email ?? '',
        user_time_zone: c.get('who').timeZone || instance.switches['time-zone'],
      },
    })
  })
}
