/** Whether something that is dragged brings files along; their names are not told before the drop. */
export function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}

export function droppedFiles({ dataTransfer }: DragEvent): readonly File[] {
  return [...(dataTransfer?.files ?? [])]
}

/**
 * The files of a paste. Programs such as spreadsheets put a picture of the text beside the text: in a text
 * field the text is what the person means, and is left to the browser.
 */
export function pastedFiles({ clipboardData, target }: ClipboardEvent): readonly File[] {
  if (clipboardData === null) return []
  const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  if (typing && clipboardData.types.includes('text/plain')) return []
  return [...clipboardData.files]
}
