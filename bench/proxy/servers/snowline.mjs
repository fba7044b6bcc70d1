// Our proxy as an operator runs it: from the built package, with its own defaults.
import { serveProxy } from '../../../dist/proxy/node.js'
import { attend, settings } from './attend.mjs'

const onFailure = (failure) => console.error('snowline:', failure)
const { url } = await serveProxy({ ...settings.options, onFailure }, { port: 0 })
attend({ url })
