/** An answer that can be given again. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: ArrayBuffer
}

/** Reads a copy of the answer; the answer itself stays unread. */
export async function keptAnswer(answer: Response): Promise<KeptAnswer> {
  const copy = answer.clone()
  return { status: copy.status, headers: new Headers(copy.headers), body: await copy.arrayBuffer() }
}

export function givenAgain({ status, headers, body }: KeptAnswer): Response {
  const isBodiless = status === 204 || status === 304
  return new Response(isBodiless ? null : body.slice(0), { status, headers })
}
