import type { Case } from './cases.js'
import type { ServerProcess } from './server-process.js'

/**
 * The same cases, each with a server of its own where servers can be started again: what a page or a renewal
 * leaves behind in a process is collected while its next case is measured, which then seems dear.
 */
export function withOwnServers(cases: readonly Case[]): Promise<readonly Case[]> {
  const used = new Set<ServerProcess>()
  return Promise.all(
    cases.map(async (each) => {
      const { server, target } = each
      if (!used.has(server)) {
        used.add(server)
        return each
      }
      const own = await server.startAgain?.()
      return own === undefined ? each : { ...each, server: own, target: { ...target, url: own.url } }
    }),
  )
}
