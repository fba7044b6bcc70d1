/** Why the admin route refuses something; `code` is for programs, `message` says what to change. */
export class AdminError extends Error {
  readonly status: number
  readonly code: AdminErrorCode
  readonly problems: readonly AdminProblem[]

  constructor(status: number, code: AdminErrorCode, message: string, problems: readonly AdminProblem[] = []) {
    super(message)
    this.name = 'AdminError'
    this.status = status
    this.code = code
    this.problems = problems
  }
}

/** One thing to change in what was sent. */
export interface AdminProblem {
  /** Of the sent text, from 1. */
  readonly line?: number
  readonly message: string
}

export type AdminErrorCode =
  'foreign-host' | 'foreign-origin' | 'not-json' | 'broken-json' | 'invalid' | 'no-route' | 'wrong-method'

export function adminErrorAnswer({ status, code, message, problems }: AdminError): Response {
  return adminAnswer({ error: { code, message, ...(problems.length > 0 ? { problems } : {}) } }, status)
}

/** JSON that no cache keeps and no other origin may embed. */
export function adminAnswer(value: unknown, status = 200): Response {
  return new Response(`${JSON.stringify(value, undefined, 2)}\n`, {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...adminHeaders },
  })
}

export const adminHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}
