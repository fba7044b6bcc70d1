/** A PNG that stands for a screenshot: drawn here, so that no picture has to be shipped. */
export async function drawnPicture(width = 640, height = 400): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')!
  context.direction = 'ltr'
  context.fillStyle = '#0b5bd3'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#ffffff'
  context.font = `${height / 4}px sans-serif`
  context.fillText(':(', width * 0.08, height * 0.38)
  context.font = `${height / 16}px sans-serif`
  context.fillText('Your device ran into a problem', width * 0.08, height * 0.56)
  context.fillText('and needs to restart.', width * 0.08, height * 0.65)
  context.globalAlpha = 0.8
  context.font = `${height / 24}px monospace`
  context.fillText('DRIVER_POWER_STATE_FAILURE  dockusb.sys', width * 0.08, height * 0.82)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}
