// The scripted instance in Node, where there is no nginx: the same answers from memory.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { attend, listen, settings } from './attend.mjs'

let requests = 0
const bodies = new Map(settings.answers.map(({ path, body }) => [path, Buffer.from(body)]))
const lists = new Map(settings.lists.map((list) => [list.limit, sent(list)]))

function sent({ body, coding, headers }) {
  if (coding === undefined) return { body: Buffer.from(body), headers }
  return { body: gzipSync(body), headers: [...headers, ['Content-Encoding', coding]] }
}

const server = createServer((request, response) => {
  requests += 1
  const [path, query = ''] = request.url.split('?')
  request.resume()
  if (path === settings.countPath) return send(response, Buffer.from(String(requests)))
  const list = path === settings.table && lists.get(Number(/sysparm_limit=(\d+)/.exec(query)?.[1]))
  if (list) return send(response, list.body, list.headers)
  const body = bodies.get(path)
  if (body !== undefined) return send(response, body)
  if (path !== settings.tokenPath) return response.writeHead(404).end()
  return send(response, Buffer.from(settings.token.replace('@unique', randomBytes(16).toString('hex'))))
})

function send(response, body, headers = []) {
  const type = ['Content-Type', 'application/json;charset=UTF-8', 'Content-Length', String(body.length)]
  response.writeHead(200, [...type, ...headers.flat()]).end(body)
}
attend({ url: await listen(server) })
