// nginx as a child of this process, so that it ends with the bench, and tells what it used as the others do.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { attend, listen, settings } from './attend.mjs'

const { folder, name, http } = settings
const port = await freePort()
const file = (ending) => join(folder, `${name}.${ending}`)
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
const configuration = `
  daemon off; master_process off; worker_processes 1; pid ${file('pid')}; error_log ${file('log')};
  events { worker_connections 1024; }
  http {
    ${temporary.map((each) => `${each}_temp_path ${file(each)};`).join('\n    ')}
    access_log off; server_tokens off; etag off; sendfile on; tcp_nopush on; types {}
    default_type "application/json;charset=UTF-8";
    keepalive_requests 1000000000; keepalive_timeout 600s; open_file_cache max=16;
    ${http.replaceAll('@port', String(port))}
  }`
writeFileSync(file('conf'), configuration)
const nginx = spawn('nginx', ['-c', file('conf'), '-e', file('log')], { stdio: 'ignore' })
process.on('exit', () => nginx.kill())
let stopped = false
nginx.on('exit', (status) => {
  if (stopped) process.exit(0)
  console.error(`nginx ended with ${status}:\n${readFileSync(file('log'), 'utf8')}`)
  process.exit(1)
})
await untilOpen(port)
attend({ url: `http://127.0.0.1:${port}`, usage, stop })

/** Ends after nginx, so that its end is noticed. */
function stop() {
  stopped = true
  nginx.kill()
}

/** Processor time as the kernel counts it, in hundredths of a second; none where there is no /proc. */
function usage() {
  try {
    const fields = readFileSync(`/proc/${nginx.pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return { cpuUs: (Number(fields[11]) + Number(fields[12])) * 10_000, heapBytes: 0, rssBytes: 0 }
  } catch {
    return { cpuUs: Number.NaN, heapBytes: 0, rssBytes: 0 }
  }
}

async function freePort() {
  const server = createServer()
  const { port } = new URL(await listen(server))
  await new Promise((resolve) => server.close(resolve))
  return Number(port)
}

function untilOpen(port) {
  return new Promise((resolve) => {
    const attempt = () => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(socket.destroy()))
      socket.once('error', () => setTimeout(attempt, 20))
    }
    attempt()
  })
}
