import { env } from 'cloudflare:workers'
import { createProxy, readConfigFromEnv, requestLogLine } from 'snowline/proxy'

const proxy = createProxy({
  ...readConfigFromEnv(env),
  onRequest: (record) => console.log(requestLogLine(record)),
})

export default { fetch: (request) => proxy(request) }
