import { createServer } from 'node:net'

/** `count` ports in a row from `wanted` on when all are free, else any free ones. */
export async function freePorts(wanted: number, count: 3): Promise<[number, number, number]>
export async function freePorts(wanted: number, count: number): Promise<number[]> {
  const row = Array.from({ length: count }, (_, index) => wanted + index)
  if (wanted !== 0 && (await Promise.all(row.map(isFree))).every(Boolean)) return row
  return Promise.all(row.map(() => reserve(0)))
}

async function isFree(port: number): Promise<boolean> {
  try {
    await reserve(port)
    return true
  } catch {
    return false
  }
}

/** Listens for a moment, so that the system names a port or refuses it. */
function reserve(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}
