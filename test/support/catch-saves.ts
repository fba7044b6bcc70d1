export interface CaughtSave {
  readonly name: string
  readonly type: string
  readonly blob: Blob
}

/** Catches what the page gives to the browser to save, until `restore`. */
export function catchSaves(): { readonly saved: CaughtSave[]; restore(): void } {
  const saved: CaughtSave[] = []
  const { createObjectURL } = URL
  const { click } = HTMLAnchorElement.prototype
  let last = new Blob()
  URL.createObjectURL = (blob: Blob) => {
    last = blob
    return createObjectURL.call(URL, blob)
  }
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, type: last.type, blob: last })
  }
  return {
    saved,
    restore() {
      URL.createObjectURL = createObjectURL
      HTMLAnchorElement.prototype.click = click
    },
  }
}
