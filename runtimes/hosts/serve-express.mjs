import { readConfigFromEnv, requestLogLine } from 'snowline/proxy'
import { createExpressProxy } from 'snowline/proxy/express'

/** An application in Express, of whichever release is given. */
export function serveExpress(express) {
  const app = express()
  app.use(
    '/servicenow',
    createExpressProxy({
      ...readConfigFromEnv(process.env),
      onRequest: (record) => console.log(requestLogLine(record)),
    }),
  )
  app.use(express.json())
  app.listen(Number(process.env.PORT), '127.0.0.1')
}
