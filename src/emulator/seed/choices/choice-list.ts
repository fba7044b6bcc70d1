/** Values and labels in the order of the list; `dependent` is the value of another column that offers it. */
export type ChoiceList = readonly (readonly [value: string, label: string, dependent?: string])[]

/** A list whose values are their own labels. */
export function plainChoices(...labels: readonly string[]): ChoiceList {
  return labels.map((label) => [label, label] as const)
}
