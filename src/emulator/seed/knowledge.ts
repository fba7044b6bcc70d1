import { attachmentRow } from '../records/attachments.js'
import { accessArticles } from './articles/access-articles.js'
import { applicationArticles } from './articles/application-articles.js'
import { type SeededArticle } from './articles/article.js'
import { deviceArticles } from './articles/device-articles.js'
import { networkArticles } from './articles/network-articles.js'
import { publicArticles } from './articles/public-articles.js'
import { practiceArticles } from './articles/practice-articles.js'
import { buildFile } from './files/build-file.js'
import { hostileArticle } from './files/hostile.js'
import { nextNumber, type SeedContext, userId } from './seed-context.js'

const articles: readonly SeededArticle[] = [
  ...networkArticles,
  ...accessArticles,
  ...deviceArticles,
  ...applicationArticles,
  ...practiceArticles,
]

/** The knowledge bases: "IT" for employees, and one that is public. Articles link by their numbers. */
export function seedKnowledge(context: SeedContext): void {
  seedBase(context, { title: 'IT', articles, isPublic: false })
  seedBase(context, { title: 'Public Information', articles: publicArticles, isPublic: true })
}

interface SeededBase {
  readonly title: string
  readonly articles: readonly SeededArticle[]
  readonly isPublic: boolean
}

function seedBase(context: SeedContext, { title, articles, isPublic }: SeededBase): void {
  const { store, random, times } = context
  const base = random.sysId()
  const system = times.systemFields(1200)
  store.table('kb_knowledge_base').insert({
    ...system,
    sys_id: base,
    title,
    active: 'true',
    public: String(isPublic),
  })
  const categories = new Map<string, string>()
  for (const label of new Set(articles.map(({ category }) => category))) {
    const sysId = random.sysId()
    categories.set(label, sysId)
    store.table('kb_category').insert({
      ...system,
      sys_id: sysId,
      label,
      full_category: label,
      parent_id: base,
      parent_table: 'kb_knowledge_base',
      active: 'true',
    })
  }
  for (const article of articles) {
    const sysId = random.sysId()
    store.table('kb_knowledge').insert({
      ...times.systemFields(article.daysAgo, article.author),
      sys_id: sysId,
      number: nextNumber(context, 'kb_knowledge', 'KB'),
      short_description: article.title,
      text: bodyOf(context, sysId, article),
      article_type: 'text',
      workflow_state: article.state ?? 'published',
      kb_knowledge_base: base,
      kb_category: categories.get(article.category)!,
      author: userId(context, article.author),
      published: article.state === 'draft' ? '' : times.minutesAgo(article.daysAgo * 1440).slice(0, 10),
      valid_to: '2100-01-01',
      active: 'true',
      language: 'en',
      meta: article.words,
      sys_view_count: String(article.views),
      sys_class_name: 'kb_knowledge',
    })
  }
}

function bodyOf({ store, random, times }: SeedContext, record: string, article: SeededArticle): string {
  const text = article.text.replace('{hostile}', hostileArticle)
  if (article.picture === undefined) return text
  const { contentType, bytes, hash } = buildFile({ kind: 'picture', of: article.picture })
  const fileName = `${article.picture.replaceAll(' ', '-')}.png`
  const row = attachmentRow(
    { tableName: 'kb_knowledge', recordSysId: record, fileName, contentType, bytes },
    {
      ...times.systemFields(article.daysAgo, article.author),
      sys_id: random.sysId(),
      state: 'available',
      hash,
    },
  )
  store.files.set(row.sys_id!, bytes)
  store.table('sys_attachment').insert(row)
  return text.replace('{picture}', `/sys_attachment.do?sys_id=${row.sys_id}`)
}
