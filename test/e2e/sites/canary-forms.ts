/** The ways in which a secret could stand in a text: as it is, escaped, and in the usual encodings. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const encoded = [0, 1, 2].map((offset) => inBase64(bytes, offset))
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      bytes.toString('hex'),
      ...encoded,
      ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ]
}

/** The part of a longer text's base64 that `bytes` alone decide, when they begin `offset` bytes into a group. */
function inBase64(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  const shared = whole.endsWith('=') ? 1 : 0
  return whole.replaceAll('=', '').slice([0, 2, 3][offset], shared === 0 ? undefined : -shared)
}
