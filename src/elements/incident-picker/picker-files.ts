import { nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit'
import { createFileRows, type FileRows } from '../../controllers/file-rows.js'
import type { IncidentListController } from '../../controllers/incident-list-controller.js'
import type { LocaleController } from '../../controllers/locale-controller.js'
import type { SelectionController } from '../../controllers/selection-controller.js'
import type { VirtualListController } from '../../controllers/virtual-list-controller.js'
import type { WorkspaceController } from '../../controllers/workspace-controller.js'
import { toSnowError, type SnowError } from '../../shared/errors.js'
import { emit } from '../events.js'
import { errorNotice } from '../internal/error-notice.js'
import type { CreatePickerFiles, PickerFilesPart } from './picker-files-part.js'
import { connectionCodes } from './picker-notice.js'
import { rowId } from './picker-row.js'

export interface PickerFilesOptions {
  readonly connected: WorkspaceController
  readonly locale: LocaleController
  readonly list: IncidentListController
  readonly picked: SelectionController
  readonly rows: Pick<VirtualListController, 'show'>
  /** Runs what may change the selection. */
  readonly select: (act: () => void) => void
}

/**
 * The files of the picker: small pictures in rows, one that is looked at, several as a zip. All of it is
 * loaded when a record first shows its files, or a zip is asked for; this is what is there before.
 */
export class PickerFiles implements ReactiveController {
  readonly #host: LitElement
  readonly #options: PickerFilesOptions
  readonly #rows: FileRows
  #part: PickerFilesPart | undefined
  #loading: Promise<PickerFilesPart | undefined> | undefined
  #failure: SnowError | undefined
  #view: readonly [first: number, last: number] = [0, 0]

  constructor(host: LitElement, options: PickerFilesOptions) {
    this.#host = host
    this.#options = options
    this.#rows = createFileRows(options.list, options.picked)
    host.addController(this)
  }

  /** Whether a file is shown in place of the list. */
  get coversList(): boolean {
    return this.#part?.viewer.viewed !== undefined && this.#part.viewer.place === 'over'
  }

  /** Share of the width that a file leaves to the list: what `.preview.beside` of the viewer's style sheet does not take. */
  get listShare(): number {
    return this.#part?.viewer.viewed !== undefined && this.#part.viewer.place === 'beside' ? 0.48 : 1
  }

  /** The rows in view are `first` to `last`; `last` is not one of them. */
  look(first: number, last: number): void {
    this.#view = [first, last]
    if (this.#part !== undefined) this.#part.viewer.thumbnails.look(first, last)
    else if (this.#rows.some && this.#failure === undefined) void this.#load()
  }

  /** Looks at the file of a row. */
  readonly open = (row: number): void => {
    void this.#load().then((part) => part?.viewer.open(row))
  }

  /** False when no file is looked at. */
  close(): boolean {
    if (this.#part?.viewer.viewed === undefined) return false
    this.#part.viewer.close()
    return true
  }

  /** Saves the files of what is selected as one zip. */
  readonly download = (): void => {
    const { incidents, records: others = [], attachments } = this.#options.picked.selection
    const records = [...incidents, ...others].map(({ table, sysId, number }) => ({
      ...{ tableName: table, sysId, number },
    }))
    void this.#load().then((part) => part?.viewer.download({ records, attachments }))
  }

  renderPreview(): TemplateResult | typeof nothing {
    return this.#part?.preview() ?? nothing
  }

  renderArchive(): TemplateResult | typeof nothing {
    if (this.#part !== undefined) return this.#part.archive()
    if (this.#failure === undefined) return nothing
    return errorNotice({ error: this.#failure, messages: this.#options.locale.messages })
  }

  hostUpdated(): void {
    this.look(...this.#view)
  }

  /** `undefined` when it could not be loaded; what a person asks for next tries again. */
  #load(): Promise<PickerFilesPart | undefined> {
    this.#loading ??= import('./picker-files-part.js').then(
      ({ createPickerFiles }) => this.#use(createPickerFiles),
      (cause: unknown) => {
        this.#loading = undefined
        this.#failure = toSnowError(cause)
        this.#onError(this.#failure)
        return undefined
      },
    )
    return this.#loading
  }

  #use(create: CreatePickerFiles): PickerFilesPart {
    const { connected, locale, rows, select } = this.#options
    this.#failure = undefined
    this.#part = create(this.#host, {
      connected,
      locale,
      rows: this.#rows,
      placeOf: (row) => this.#host.renderRoot.querySelector(`#${rowId(row)} .main`) ?? undefined,
      show: (row) => rows.show(row),
      select,
      onError: (error) => this.#onError(error),
    })
    this.#host.requestUpdate()
    return this.#part
  }

  #onError(error: SnowError): void {
    this.#options.connected.workspace?.connection.report(error)
    if (!connectionCodes.has(error.code)) emit(this.#host, 'snow-error', { error })
    this.#host.requestUpdate()
  }
}
