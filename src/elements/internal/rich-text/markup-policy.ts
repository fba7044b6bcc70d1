import type { Config } from 'dompurify'

export type MarkupPolicy = NonNullable<Config['TRUSTED_TYPES_POLICY']>

/** The part of Trusted Types that is used here; TypeScript's DOM does not know it yet. */
interface PolicyFactory {
  createPolicy(name: string, rules: object): MarkupPolicy
}

/**
 * The policy `snowline`, by which the sanitiser parses foreign markup into a document that runs nothing.
 * It stays within this module's callers: whoever holds it could make any markup trusted. `undefined`
 * where the browser has no Trusted Types, or where the host allows only the policy `dompurify`, or where
 * another copy of Snowline has taken the name: DOMPurify then makes its own.
 */
export function createMarkupPolicy(): MarkupPolicy | undefined {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory }
  try {
    return trustedTypes?.createPolicy('snowline', {
      createHTML: (html: string) => html,
      createScriptURL() {
        throw new TypeError('Snowline loads no script by markup')
      },
    })
  } catch {
    return undefined
  }
}
