// Every server of the bench is a process of its own, that says where it listens and what it has used.
import { Session } from 'node:inspector/promises'

/** What the process that started this one wants it to serve: its first message, whatever its size. */
export const settings = await new Promise((resolve) => process.once('message', resolve))

/**
 * Says that the server listens at `url`, answers what the bench asks, and ends with it. `headers` are those
 * that this server wants with each request. `usage` and `stop` are for a server that is yet another process.
 */
export function attend({ url, headers = {}, usage = ownUsage, stop = () => process.exit(0) }) {
  process.on('disconnect', stop)
  process.on('message', async (question) => {
    if (question === 'usage') process.send(usage())
    if (question === 'collect') {
      // Twice: what the first run finalises, the second frees.
      for (let turn = 0; turn < 2; turn += 1) globalThis.gc()
      process.send(usage())
    }
    if (question === 'profile') process.send(await startProfile())
    if (question === 'profiled') process.send(await endProfile())
  })
  process.send({ url, headers })
}

function ownUsage() {
  const { user, system } = process.cpuUsage()
  const { heapUsed, rss } = process.memoryUsage()
  return { cpuUs: user + system, heapBytes: heapUsed, rssBytes: rss }
}

/** As `node --cpu-prof` takes it, but from here on: without the start, and with everything warm. */
const profiler = new Session()

async function startProfile() {
  profiler.connect()
  await profiler.post('Profiler.enable')
  await profiler.post('Profiler.setSamplingInterval', { interval: 200 })
  await profiler.post('Profiler.start')
  return {}
}

async function endProfile() {
  const { profile } = await profiler.post('Profiler.stop')
  profiler.disconnect()
  return profile
}

/** Starts a server of Node on a free port; resolves to its URL. */
export function listen(server) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`))
  })
}
