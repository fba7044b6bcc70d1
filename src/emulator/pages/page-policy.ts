import { sha256 } from '../records/sha256.js'
import { consoleScript } from './console-script.js'
import { consoleStyles } from './console-styles.js'
import { type Markup } from './page-layout.js'
import { articleStyles, pageStyles } from './page-styles.js'

/** What pages may load: their own style sheets and one script, by hash, and pictures of the instance. */
const policy = [
  "default-src 'none'",
  `style-src ${hashOf(pageStyles)} ${hashOf(consoleStyles)} ${hashOf(articleStyles)}`,
  `script-src ${hashOf(consoleScript)}`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Headers of every page. Forms may lead away: that is what a consent page is for. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
}

/** A page as an answer. */
export async function pageAnswer(page: Markup): Promise<Response> {
  return new Response(String(await page), {
    headers: { ...pageHeaders, 'Content-Type': 'text/html;charset=UTF-8' },
  })
}

function hashOf(text: string): string {
  const digest = sha256(new TextEncoder().encode(text))
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`
}
