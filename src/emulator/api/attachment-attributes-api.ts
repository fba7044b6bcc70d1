import { type Hono } from 'hono'
import { type Instance } from '../instance.js'
import {
  addAttribute,
  attributeOf,
  attributesOf,
  removeAttribute,
  setAttribute,
} from '../records/attachment-attributes.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { required } from './attachment-upload.js'
import { jsonBody } from './json-body.js'

const all = ['/api/now/attachment/:id/attributes', '/api/now/:version{v1}/attachment/:id/attributes']
const one = all.map((path) => `${path}/:key`)

/** Keys and values hung on a file: `/api/now[/v1]/attachment/{sys_id}/attributes[/{key}]`. */
export function addAttachmentAttributesApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('GET', all, (c) => c.json({ result: attributesOf(instance, idOf(c), c.get('who')) }))
  app.on('POST', all, async (c) => {
    const body = await jsonBody(c)
    const attribute = { key: required(body.key, 'key'), value: textOf(body.value) }
    return c.json({ result: addAttribute(instance, idOf(c), { attribute, who: c.get('who') }) }, 201)
  })
  app.on('GET', one, (c) =>
    c.json({ result: attributeOf(instance, idOf(c), { key: keyOf(c), who: c.get('who') }) }),
  )
  app.on('PUT', one, async (c) => {
    const attribute = { key: keyOf(c), value: textOf((await jsonBody(c)).value) }
    return c.json({ result: setAttribute(instance, idOf(c), { attribute, who: c.get('who') }) })
  })
  app.on('DELETE', one, (c) => {
    removeAttribute(instance, idOf(c), { key: keyOf(c), who: c.get('who') })
    return c.body(null, 204)
  })
}

function idOf(c: ApiContext): string {
  return c.req.param('id') ?? ''
}

function keyOf(c: ApiContext): string {
  return c.req.param('key') ?? ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}
