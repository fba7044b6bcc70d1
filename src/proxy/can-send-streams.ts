let supported: boolean | undefined

/**
 * Whether a request of this runtime can have a stream as its body. Where it cannot (a page in Firefox or
 * WebKit, where stories run the proxy), the stream would be sent as the text "[object ReadableStream]".
 */
export function canSendStreams(): boolean {
  if (supported !== undefined) return supported
  try {
    const init = { method: 'POST', body: new ReadableStream(), duplex: 'half' } as RequestInit
    supported = !new Request('https://snowline.invalid', init).headers.has('Content-Type')
  } catch {
    supported = false
  }
  return supported
}
