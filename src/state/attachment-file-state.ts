import type { Attachment } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import type { NoPreview } from './attachment-file-kind.js'

/** A decoded picture: pixels, no address that anything could open. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly source: CanvasImageSource
  close(): void
}

export type AttachmentPreview =
  | { readonly phase: 'loading'; readonly attachment: Attachment }
  | {
      readonly phase: 'picture'
      readonly attachment: Attachment
      readonly picture: Picture
      /** The whole file, of no type. */
      readonly bytes: Blob
    }
  | {
      readonly phase: 'text'
      readonly attachment: Attachment
      readonly text: string
      /** Whether the file goes on after `text`. */
      readonly cut: boolean
      readonly bytes: Blob
    }
  /** The bytes are not what the name and the type claim: it can only be saved. */
  | { readonly phase: 'mismatch'; readonly attachment: Attachment }
  /** It was not even read, or has more pixels than can be shown: it can only be saved. */
  | { readonly phase: 'none'; readonly attachment: Attachment; readonly why: NoPreview }
  | { readonly phase: 'failed'; readonly attachment: Attachment; readonly error: SnowError }

/** What is known of the bytes of the files on screen, by sys_id. */
export interface AttachmentFileState {
  readonly thumbnails: ReadonlyMap<string, Picture>
  readonly downloading: ReadonlySet<string>
  readonly errors: ReadonlyMap<string, SnowError>
  readonly preview: AttachmentPreview | undefined
}

export const noFiles: AttachmentFileState = {
  thumbnails: new Map(),
  downloading: new Set(),
  errors: new Map(),
  preview: undefined,
}

export function afterThumbnail(
  state: AttachmentFileState,
  sysId: string,
  picture: Picture,
): AttachmentFileState {
  return { ...state, thumbnails: new Map(state.thumbnails).set(sysId, picture) }
}

export function afterDownloadStarted(state: AttachmentFileState, sysId: string): AttachmentFileState {
  const errors = new Map(state.errors)
  errors.delete(sysId)
  return { ...state, errors, downloading: new Set(state.downloading).add(sysId) }
}

export function afterDownloadEnded(
  state: AttachmentFileState,
  sysId: string,
  error?: SnowError,
): AttachmentFileState {
  const downloading = new Set(state.downloading)
  downloading.delete(sysId)
  return {
    ...state,
    downloading,
    errors: error === undefined ? state.errors : new Map(state.errors).set(sysId, error),
  }
}
