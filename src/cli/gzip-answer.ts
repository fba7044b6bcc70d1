/** The answer compressed, when the client asked for that and it is text that gains by it. */
export function gzipAnswer(request: Request, response: Response): Response {
  const isAsked = /\bgzip\b/i.test(request.headers.get('Accept-Encoding') ?? '')
  const isText = /json|text\/|xml/i.test(response.headers.get('Content-Type') ?? '')
  if (!isAsked || !isText || response.body === null || request.method === 'HEAD') return response
  const headers = new Headers(response.headers)
  headers.set('Content-Encoding', 'gzip')
  headers.delete('Content-Length')
  // Files stay as they are: their length is part of what clients check.
  if (headers.has('x-attachment-metadata')) return response
  const body = response.body.pipeThrough(new CompressionStream('gzip'))
  return new Response(body, { status: response.status, headers })
}
