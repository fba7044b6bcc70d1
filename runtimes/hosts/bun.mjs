/* global Bun */
import { createProxy, readConfigFromEnv, requestLogLine } from 'snowline/proxy'

Bun.serve({
  port: Number(Bun.env.PORT),
  hostname: '127.0.0.1',
  // Seconds; more than the proxy gives an instance, and Bun's 10 are less.
  idleTimeout: 60,
  fetch: createProxy({
    ...readConfigFromEnv(Bun.env),
    onRequest: (record) => console.log(requestLogLine(record)),
  }),
})
