/**
 * A file's name as it may be shown and saved: without control characters, path separators, and the
 * invisible marks that turn the direction of writing so that a program reads as a picture.
 */
export function plainFileName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .replace(/[/\\:]/g, '_')
    .trim()
  return plain === '' || /^\.+$/.test(plain) ? 'attachment' : plain
}
