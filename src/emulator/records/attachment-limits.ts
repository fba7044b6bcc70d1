import { ApiError } from '../api-error.js'
import { isPropertySet, propertyOf } from '../properties.js'
import { type Store } from '../storage/store.js'
import { type NewAttachment } from './attachments.js'

/**
 * Refuses a file that is too large, or of a kind that the instance's properties do not allow. Status and
 * wording of these answers are not confirmed by a capture.
 */
export function checkAttachment(store: Store, file: NewAttachment): void {
  if (file.bytes.length > largestFile(store)) throw tooLargeFile(store)
  const extension = /\.([^.]+)$/.exec(file.fileName)?.[1]?.toLowerCase() ?? ''
  const allowed = propertyOf(store, 'glide.attachment.extensions')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const isAllowed = allowed.length === 0 || allowed.includes(extension)
  if (!isAllowed || (isValidated(store) && !isTypeOf(extension, file.contentType))) {
    throw new ApiError(403, 'File type is not allowed or does not match the content of the file', '')
  }
}

/** Bytes of the largest file that the instance takes. */
export function largestFile(store: Store): number {
  return megabytesOf(store) * 1024 * 1024
}

export function tooLargeFile(store: Store): ApiError {
  return new ApiError(
    413,
    'Attachment too large',
    `File size exceeds the limit of ${megabytesOf(store)} MB (com.glide.attachment.max_size)`,
  )
}

function megabytesOf(store: Store): number {
  const megabytes = Number(propertyOf(store, 'com.glide.attachment.max_size'))
  return megabytes > 0 ? megabytes : 1024
}

function isValidated(store: Store): boolean {
  return isPropertySet(store, 'glide.security.file.mime_type.validation')
}

/** Types of the extensions that are checked; any other extension goes with any type. */
const types: Readonly<Record<string, RegExp>> = {
  csv: /^(text\/|application\/(csv|vnd\.ms-excel))/,
  gif: /^image\/gif$/,
  htm: /^text\/html$/,
  html: /^text\/html$/,
  jpeg: /^image\/jpe?g$/,
  jpg: /^image\/jpe?g$/,
  json: /^(application|text)\/json$/,
  log: /^text\//,
  pdf: /^application\/pdf$/,
  png: /^image\/png$/,
  svg: /^image\/svg\+xml$/,
  txt: /^text\/plain$/,
  xml: /^(application|text)\/xml$/,
  zip: /^application\/(x-)?zip/,
}

function isTypeOf(extension: string, contentType: string): boolean {
  const essence = contentType.split(';')[0]!.trim().toLowerCase()
  // Bytes of no type claim nothing that could be wrong.
  return essence === 'application/octet-stream' || (types[extension]?.test(essence) ?? true)
}
