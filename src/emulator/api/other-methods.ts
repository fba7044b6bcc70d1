import { type Hono } from 'hono'
import { ApiError } from '../api-error.js'
import { type ApiEnv } from './api-env.js'

/** Answers 405 to the methods that these paths have no route for; add it after the routes. */
export function refuseOtherMethods(app: Hono<ApiEnv>, paths: readonly string[]): void {
  for (const path of paths) {
    app.all(path, (c) => {
      throw new ApiError(405, 'Method not allowed', `${c.req.method} is not allowed here`)
    })
  }
}
