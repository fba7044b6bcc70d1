/** Markup that is safe to embed: made by `html`, which escapes every value that is not markup itself. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = string | Markup | readonly Markup[]

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const parts = strings.map((text, at) => {
    const value = values[at]
    return value === undefined ? text : text + render(value)
  })
  return new Markup(parts.join(''))
}

export const nothing = new Markup('')

function render(value: Value): string {
  if (value instanceof Markup) return value.text
  if (typeof value === 'string') return escape(value)
  return value.map((part) => part.text).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A value as a JavaScript literal inside a script element: no `</script>` can close it. */
export function scriptLiteral(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicodeEscape))
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
