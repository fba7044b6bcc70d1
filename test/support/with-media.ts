/**
 * Lays what the sheets of an element say for a medium over it, as if the device were such: no browser under
 * test can be told to be a touch screen. Returns how many rules that were.
 */
export function applyMedia(root: ShadowRoot, condition: string): number {
  const rules = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules])
  const meant = rules.flatMap((rule) =>
    rule instanceof CSSMediaRule && rule.conditionText.includes(condition) ? [...rule.cssRules] : [],
  )
  const sheet = new CSSStyleSheet()
  for (const rule of meant) sheet.insertRule(rule.cssText, sheet.cssRules.length)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  return meant.length
}
