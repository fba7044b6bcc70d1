import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createProxy, readConfigFromEnv, requestLogLine } from 'snowline/proxy'

const proxy = createProxy({
  ...readConfigFromEnv(process.env),
  onRequest: (record) => console.log(requestLogLine(record)),
})
const app = new Hono()
app.all('/servicenow/*', (context) => proxy(context.req.raw))
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
