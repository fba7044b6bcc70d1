import type { Client } from '../client/types.js'
import { loadPart } from '../client/load-part.js'
import type { TableRecord } from '../protocol/records.js'
import type { ManifestFormat } from './manifest-text.js'
import type { ResolveOptions, SelectionReader } from './resolve-selection.js'
import type { ManifestOptions, SelectionManifest } from './selection-manifest.js'
import type { Selection } from './types.js'

/**
 * What can be done with a selection once it is made. Loaded with its first use: a page that only picks pays
 * for none of it.
 */

/** Writes a selection as a manifest: as JSON, which `parseManifest` reads back, as CSV or as Markdown. */
export async function exportSelection(
  client: Pick<Client, 'attachments' | 'instance'>,
  selection: Selection,
  { format = 'json', ...options }: ManifestOptions & { readonly format?: ManifestFormat } = {},
): Promise<string> {
  const [{ createManifest }, { writeManifest }] = await loadPart(
    Promise.all([import('./selection-manifest.js'), import('./manifest-text.js')]),
  )
  return writeManifest(await createManifest(client, selection, options), format)
}

/**
 * Reads a manifest from its JSON text. Rejects with `SNOW_NEWER_VERSION` for one of a later version, and
 * with `SNOW_MANIFEST_INVALID` that says what is wrong.
 */
export async function parseManifest(text: string): Promise<SelectionManifest> {
  const part = await loadPart(import('./parse-manifest.js'))
  return part.parseManifest(text)
}

/**
 * Streams the records of a selection, or of its manifest, as they are now: those that were picked one by one, then all that match
 * its rule, without the exceptions. Each comes once; one page is held, however many there are.
 */
export async function* resolveSelection(
  client: SelectionReader,
  selection: Selection | SelectionManifest,
  options: ResolveOptions = {},
): AsyncGenerator<TableRecord, void, undefined> {
  const part = await loadPart(import('./resolve-selection.js'))
  yield* part.resolveSelection(client, selection, options)
}
