/** How a body goes on after its first bytes. */
export type BodyEnd =
  /** It ends, as if it were whole. */
  | { readonly kind: 'truncate' }
  /** The connection breaks. */
  | { readonly kind: 'reset' }
  /** Nothing more comes. */
  | { readonly kind: 'stall' }
  /** Something else follows. */
  | { readonly kind: 'append'; readonly text: string }

const broken = new WeakSet<Response>()

/**
 * Whether the body of this answer never ends as it should: a server passes its bytes on as they come,
 * and closes the connection rather than end the body.
 */
export function hasBrokenBody(response: Response): boolean {
  return broken.has(response)
}

/** The answer with a body that delivers `bytes` of it and then ends as told. */
export function withBodyEnd(answer: Response, bytes: number, end: BodyEnd, signal: AbortSignal): Response {
  // A length would tell the client what it misses, and a server what to wait for.
  const headers = new Headers(answer.headers)
  headers.delete('Content-Length')
  const response = new Response(partOf(answer, bytes, end, signal), { status: answer.status, headers })
  if (end.kind === 'reset' || end.kind === 'stall') broken.add(response)
  return response
}

function partOf(answer: Response, bytes: number, end: BodyEnd, signal: AbortSignal): ReadableStream {
  let sent = 0
  let part: Promise<Uint8Array> | undefined
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        part ??= answer.arrayBuffer().then((whole) => new Uint8Array(whole).slice(0, bytes))
        const whole = await part
        if (sent < whole.length) {
          const next = whole.slice(sent, sent + 65_536)
          sent += next.length
          controller.enqueue(next)
          return
        }
        await finish(controller, end, signal)
      },
    },
    { highWaterMark: 0 },
  )
}

async function finish(
  controller: ReadableStreamDefaultController<Uint8Array>,
  end: BodyEnd,
  signal: AbortSignal,
): Promise<void> {
  if (end.kind === 'stall') await untilGivenUp(signal)
  if (end.kind === 'reset') throw new TypeError('terminated: the emulator reset the connection')
  if (end.kind === 'append') controller.enqueue(new TextEncoder().encode(end.text))
  controller.close()
}

/** Rejects once the client gives up. */
export function untilGivenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = (): void => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}
