/** ServiceNow's page of a sleeping developer instance, which answers 200 with it for every path. */
export function isHibernationPage(text: string): boolean {
  return /hibernat|instance is (?:asleep|sleeping)|wake (?:up )?(?:your|the) instance/i.test(text)
}
