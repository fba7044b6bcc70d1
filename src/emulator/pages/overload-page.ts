import { messagePage } from './message-page.js'

/** What a request gets that finds no place and no room to wait; its form is not confirmed by a capture. */
export async function overloadPage(status: number): Promise<Response> {
  const page = await messagePage(
    'The instance is busy',
    'The maximum number of transactions is waiting already. Try again later.',
  )
  return new Response(String(page), { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' } })
}
