// An answer of Node and nothing else: the least that an HTTP request costs here.
import { createServer } from 'node:http'
import { attend, listen, settings } from './attend.mjs'

const server = createServer((request, response) => {
  const body = JSON.stringify(settings.answer)
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
})
attend({ url: await listen(server) })
