import type { Picture } from '../state/attachment-file-state.js'

/**
 * Decodes a picture to pixels, scaled down to `largestSide`. Pixels on a canvas need no `blob:` address,
 * so that no host page has to allow one in its policy, and nothing can be opened.
 */
export async function decodePicture(blob: Blob, largestSide: number): Promise<Picture> {
  const whole = await createImageBitmap(blob)
  const scale = largestSide / Math.max(whole.width, whole.height)
  if (scale >= 1) return pictureOf(whole)
  const width = Math.max(1, Math.round(whole.width * scale))
  const height = Math.max(1, Math.round(whole.height * scale))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context !== null) {
    context.imageSmoothingQuality = 'high'
    context.drawImage(whole, 0, 0, width, height)
  }
  whole.close()
  return { width, height, source: canvas, close: () => void (canvas.width = 0) }
}

function pictureOf(bitmap: ImageBitmap): Picture {
  return { width: bitmap.width, height: bitmap.height, source: bitmap, close: () => bitmap.close() }
}
