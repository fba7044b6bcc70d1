/** Tables that have a descriptor of ours, by what their numbers begin with. */
const tablesByPrefix: Readonly<Record<string, string>> = {
  INC: 'incident',
  PRB: 'problem',
  CHG: 'change_request',
  RITM: 'sc_req_item',
}

/** The table that a number's prefix is of; `undefined` where only the instance knows. */
export function tableOfPrefix(prefix: string): string | undefined {
  const name = prefix.toUpperCase()
  return Object.hasOwn(tablesByPrefix, name) ? tablesByPrefix[name] : undefined
}
