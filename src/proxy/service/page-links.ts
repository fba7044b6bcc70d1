import type { ScopedRequest } from './scoped-request.js'

/**
 * Writes the instance's links to other pages anew, with what the page asked: the instance's own repeat the
 * filter.
 */
export function pageLinks(headers: Headers, { decision, parameters }: ScopedRequest): void {
  const given = headers.get('Link')
  if (given === null) return
  const address = new URL(decision.url)
  const links = [...given.matchAll(/<([^<>]*)>\s*;\s*rel="(first|prev|next|last)"/g)].flatMap(
    ([, target = '', rel = '']) => {
      const offset = /[?&]sysparm_offset=(-?\d+)/.exec(target)?.[1]
      if (offset === undefined) return []
      const asked = new URLSearchParams(parameters)
      asked.set('sysparm_offset', offset)
      address.search = asked.toString()
      return [`<${address.href}>;rel="${rel}"`]
    },
  )
  if (links.length === 0) headers.delete('Link')
  else headers.set('Link', links.join(','))
}
