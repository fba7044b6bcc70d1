/** Pages of an instance that show one article, in its interfaces old and new. */
const articlePages: readonly string[] = ['kb_view.do', 'kb_article.do', 'kb_knowledge.do', 'kb', 'sp', 'esc']
const names: readonly string[] = ['sysparm_article', 'sys_kb_id', 'sysparm_sys_kb_id']

/** The article that a link of an article leads to: its number or sys_id. `undefined` for any other link. */
export function linkedArticle(href: string, instanceUrl: string): string | undefined {
  if (!URL.canParse(href) || !URL.canParse(instanceUrl)) return undefined
  const url = new URL(href)
  if (url.origin !== new URL(instanceUrl).origin) return undefined
  const page = url.pathname.split('/').at(-1) ?? ''
  if (!articlePages.includes(page)) return undefined
  // A portal shows records of every kind by their sys_id; only some of its pages show articles.
  const ofArticle = page === 'kb_knowledge.do' || url.searchParams.get('id')?.startsWith('kb_article')
  const id = (ofArticle ? [...names, 'sys_id'] : names)
    .map((name) => url.searchParams.get(name))
    .find((value) => value !== null)
  return id !== undefined && id !== null && /^(?:KB\d+|[0-9a-f]{32})$/i.test(id) ? id : undefined
}
