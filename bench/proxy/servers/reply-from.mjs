// Fastify's reverse proxy, as its README sets it up.
import replyFrom from '@fastify/reply-from'
import Fastify from 'fastify'
import { attend, settings } from './attend.mjs'

const fastify = Fastify()
await fastify.register(replyFrom, { base: settings.instance, undici: { connections: 64, pipelining: 1 } })
fastify.get(`${settings.mount}*`, (request, reply) =>
  reply.from(request.url.replace(settings.mount, '/api/'), {
    rewriteRequestHeaders: (_, headers) => ({ ...headers, authorization: `Bearer ${settings.token}` }),
  }),
)
attend({ url: await fastify.listen({ port: 0, host: '127.0.0.1' }) })
