/** An amount as the catalogue shows it: `$1,499.00`. */
export function money(amount: number | string | undefined): string {
  const number = Number(amount ?? 0) || 0
  return number.toLocaleString('en', { style: 'currency', currency: 'USD' })
}
