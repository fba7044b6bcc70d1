// A relay that checks nothing and knows nobody: node:http in front, undici behind, bytes piped.
import { createServer } from 'node:http'
import { Pool } from 'undici'
import { attend, listen, settings } from './attend.mjs'

const pool = new Pool(settings.instance, { connections: 64, pipelining: 1 })
const headers = { Accept: 'application/json', Authorization: `Bearer ${settings.token}` }

const server = createServer((request, response) => {
  const path = request.url.replace(settings.mount, '/api/')
  const passOn = ({ statusCode, headers: received }) =>
    response.writeHead(statusCode, {
      'Content-Type': received['content-type'],
      'Content-Length': received['content-length'],
    })
  pool.stream({ method: 'GET', path, headers }, passOn).catch(() => response.destroy())
})
attend({ url: await listen(server) })
