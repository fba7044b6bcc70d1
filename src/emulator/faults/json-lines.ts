/** Where the parts of a JSON text stand, so that a problem can name the line to change. */
export interface JsonLines {
  /** Line, from 1, of the value at a path; of the nearest value above it when there is none. */
  lineOf(path: readonly (string | number)[]): number
  /** Where the text stops being JSON. */
  readonly broken: { readonly line: number; readonly message: string } | undefined
}

/** Reads a text only for its lines; the value itself is `JSON.parse`'s. */
export function jsonLines(text: string): JsonLines {
  const scanner = new Scanner(text)
  const broken = scanner.run()
  return {
    broken,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = scanner.lines.get(keyOf(path.slice(0, length)))
        if (line !== undefined) return line
      }
      return scanner.lines.get(keyOf([])) ?? 1
    },
  }
}

const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path.map(String))

const text = /"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

class Unreadable extends Error {}

class Scanner {
  readonly lines = new Map<string, number>()
  readonly #text: string
  #at = 0
  #counted = 0
  #lines = 1

  constructor(text: string) {
    this.#text = text
  }

  run(): { line: number; message: string } | undefined {
    try {
      this.#value([])
      this.#space()
      if (this.#at < this.#text.length) throw new Unreadable('goes on after its end')
      return undefined
    } catch (error) {
      if (error instanceof Unreadable) return { line: this.#line(), message: error.message }
      throw error
    }
  }

  /** Counted on from the last time, so that a long file is read once. */
  #line(): number {
    for (; this.#counted < this.#at; this.#counted++) {
      if (this.#text.charCodeAt(this.#counted) === 10) this.#lines++
    }
    return this.#lines
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at++
  }

  #take(character: string): boolean {
    this.#space()
    if (this.#text.charAt(this.#at) !== character) return false
    this.#at++
    return true
  }

  #value(path: readonly string[]): void {
    if (path.length > 100) throw new Unreadable('is nested too deeply')
    this.#space()
    this.lines.set(keyOf(path), this.#line())
    if (this.#take('{')) return this.#members(path)
    if (this.#take('[')) return this.#items(path)
    if (this.#text.charAt(this.#at) === '"') return void this.#string()
    const word = /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)(?![\w.])/.exec(
      this.#text.slice(this.#at, this.#at + 400),
    )
    if (word === null) throw new Unreadable(this.#at >= this.#text.length ? 'ends too early' : 'is no value')
    this.#at += word[0].length
  }

  #members(path: readonly string[]): void {
    if (this.#take('}')) return
    do {
      this.#space()
      if (this.#text.charAt(this.#at) !== '"') throw new Unreadable('wants a key in double quotes')
      const name = this.#string()
      if (!this.#take(':')) throw new Unreadable(`wants a colon after "${name}"`)
      this.#value([...path, name])
    } while (this.#take(','))
    if (!this.#take('}')) throw new Unreadable('wants a comma or }')
  }

  #items(path: readonly string[]): void {
    if (this.#take(']')) return
    let index = 0
    do this.#value([...path, String(index++)])
    while (this.#take(','))
    if (!this.#take(']')) throw new Unreadable('wants a comma or ]')
  }

  #string(): string {
    text.lastIndex = this.#at
    const found = text.exec(this.#text)
    if (found === null) throw new Unreadable('has a text without its closing quote')
    this.#at += found[0].length
    return String(JSON.parse(found[0].replaceAll('\t', '\\t')))
  }
}
