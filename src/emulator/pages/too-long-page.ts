import { messagePage } from './message-page.js'

/** What the front end answers to a URL that is too long for it; its status is not confirmed by a capture. */
export async function tooLongPage(): Promise<Response> {
  const page = await messagePage('Request-URI Too Large', 'The address of this request is too long.')
  return new Response(String(page), { status: 414, headers: { 'Content-Type': 'text/html;charset=UTF-8' } })
}
