import { readConfigFromEnv, requestLogLine } from 'snowline/proxy'
import { serveProxy } from 'snowline/proxy/node'

await serveProxy(
  { ...readConfigFromEnv(process.env), onRequest: (record) => console.log(requestLogLine(record)) },
  { port: Number(process.env.PORT) },
)
