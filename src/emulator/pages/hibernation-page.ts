import { messagePage } from './message-page.js'

/** What a sleeping developer instance answers to everything: a page, under status 200. */
export async function hibernationPage(): Promise<Response> {
  const page = await messagePage(
    'Instance hibernating',
    'Your instance is hibernating. Sign in to the developer site to wake it.',
  )
  return new Response(String(page), { status: 200, headers: { 'Content-Type': 'text/html;charset=UTF-8' } })
}
