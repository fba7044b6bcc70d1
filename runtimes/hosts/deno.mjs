/* global Deno */
import { createProxy, readConfigFromEnv, requestLogLine } from 'snowline/proxy'

Deno.serve(
  { port: Number(Deno.env.get('PORT')), hostname: '127.0.0.1' },
  createProxy({
    ...readConfigFromEnv(Deno.env.toObject()),
    onRequest: (record) => console.log(requestLogLine(record)),
  }),
)
