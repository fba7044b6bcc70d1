/** Longest quotation of what a person typed, in characters. */
const longestQuotation = 60

/** The beginning of a text that is quoted within a sentence of ours; whole when it is short. */
export function shortened(text: string): string {
  const characters = [...text]
  if (characters.length <= longestQuotation) return text
  return `${characters.slice(0, longestQuotation).join('').trimEnd()}…`
}
