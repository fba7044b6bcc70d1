import { ApiError, noResource } from '../api-error.js'
import { type Instance } from '../instance.js'

interface ErrorBody {
  readonly error: { readonly message: string; readonly detail?: string | null }
  readonly status: 'failure'
}

/** The body of an error; its detail may be anything or missing, as the switch `error-detail` says. */
export function errorBody({ switches }: Pick<Instance, 'switches'>, error: ApiError): ErrorBody {
  const { message } = error
  const kind = switches['error-detail']
  if (kind === 'absent') return { error: { message }, status: 'failure' }
  const details = { 'as-is': error.detail, null: null, empty: '', space: ' ' }
  return { error: { message, detail: details[kind] }, status: 'failure' }
}

/** What a path that no API has answers. The status of the second wording is not confirmed by a capture. */
export function unknownPath({ switches }: Pick<Instance, 'switches'>): ApiError {
  if (switches['unknown-api'] === 'no-resource') return noResource()
  return new ApiError(400, 'The resource you requested is not part of the API.', ' ')
}
