/**
 * The name of an entry's author. Journals name people by their user name (`abel.tuter`) or by their name,
 * depending on where they were read; people who are known by name keep it.
 */
export function personName(author: string, known: readonly string[]): string {
  const wanted = lettersOf(author)
  return (wanted !== '' && known.find((name) => lettersOf(name) === wanted)) || author
}

/** Two letters for a person: `AT` for Abel Tuter as for abel.tuter. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._@-]+/).filter((word) => /\p{L}|\p{N}/u.test(word))
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return picked.map((word) => [...word][0]!.toLocaleUpperCase()).join('')
}

export function firstNameOf(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLocaleLowerCase()
}
