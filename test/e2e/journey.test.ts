import { expect } from 'chai'
import { poll, type Page } from './driver/driver.js'
import { openHostPage, type HostPage } from './host-page.js'
import { inEachBrowser } from './in-each-browser.js'
import { pastePicture } from './paste-picture.js'

inEachBrowser('an afternoon with the panel', (surroundings) => {
  let page: Page
  let host: HostPage

  before(async () => {
    page = await surroundings.browser.newPage()
    host = await openHostPage(page, surroundings.demo)
    await host.signIn('abel.tuter')
  })

  /** Rows of a table as the instance has them for somebody. */
  async function onInstance(
    userName: string,
    table: string,
    parameters: Record<string, string>,
  ): Promise<Record<string, string>[]> {
    const response = await fetch(
      `${surroundings.demo.instanceUrl}/api/now/table/${table}?${new URLSearchParams(parameters)}`,
      { headers: { Authorization: `Basic ${btoa(`${userName}:snowline`)}` } },
    )
    return ((await response.json()) as { result: Record<string, string>[] }).result
  }

  it('shows the person’s open incidents, newest first', async () => {
    await page.waitFor({ css: '[role=row] *', text: 'INC' })
    const mine = await onInstance('abel.tuter', 'incident', {
      sysparm_query: 'active=true^caller_id=javascript:gs.getUserID()^ORDERBYDESCopened_at',
    })
    expect(mine.length).to.be.greaterThan(3)
    for (const [index, { number }] of mine.entries()) {
      await page.waitFor({ css: `[role=row][id="row-${index}"]`, text: number! })
    }
  })

  it('selects three and tells the host', async () => {
    for (let index = 1; index <= 3; index += 1) {
      await page.click({
        css: `[role=row][id="row-${index - 1}"] [role=checkbox], [role=row][id="row-${index - 1}"] input[type=checkbox]`,
      })
    }
    await host.heard('snow-selection-changed', '3 incidents')
    await page.click({ css: 'button', text: 'Attach' })
    await host.heard('snow-selection-confirmed', 'Attach 3 incidents')
  })

  it('searches by text and by number', async () => {
    const search = { css: 'input', text: 'Search or paste INC' }
    await page.fill(search, 'VPN')
    await page.waitFor({ css: '[role=row][id="row-0"]', text: 'VPN' })
    await page.fill(search, 'zzz nobody has this ^NQ javascript:gs "🦄"')
    await page.waitFor({ css: 'p', text: 'No incident matches' })
    await page.click({ css: 'button', text: 'Clear the search' })
  })

  it('opens one and reads its timeline, sees and downloads an attachment', async () => {
    await page.click({ css: '[role=row] .title', text: 'Laptop keeps showing a blue screen' })
    await host.heard('snow-incident-opened', 'Laptop keeps showing a blue screen')
    await page.waitFor({ css: '[part~=activity] *', text: 'Abel Tuter' })
    await page.evaluate(() => {
      const create = URL.createObjectURL.bind(URL)
      const kept = ((globalThis as unknown as { saved: string[] }).saved = [] as string[])
      URL.createObjectURL = (blob: Blob) => {
        kept.push(`${blob.type} ${blob.size}`)
        return create(blob)
      }
    })
    await page.click({ css: 'button', text: 'Download ' })
    const saved = await poll('the file', async () => {
      const list = await page.evaluate(() => (globalThis as unknown as { saved: string[] }).saved)
      return list[0]
    })
    expect(saved).to.match(/^application\/octet-stream [1-9]/)
    await page.click({ css: '[part=attachments] button, [part=attachment] button', text: 'Attach ' })
    await host.heard('snow-attachment-picked')
  })

  it('searches the knowledge base and reads an article', async () => {
    await host.openTab('Knowledge')
    await page.fill({ css: 'input', text: 'How do I' }, 'vpn')
    await page.click({ css: '.results button, .results a', text: 'VPN' })
    await page.waitFor({ css: 'button', text: 'Back to the results' })
    await host.heard('snow-article-opened', 'KB')
  })

  it('files an incident with a pasted picture, after asking', async () => {
    await host.openTab('New')
    await page.fill({ css: '#short-description' }, 'Scanner on floor 3 scans upside down')
    await pastePicture(page, '#description')
    await page.waitFor({ css: '*', text: 'Pasted picture 1.png' })
    await page.click({ css: 'button', text: 'Review and file' })
    await page.click({ css: '[role=dialog] button', text: 'File incident' })
    await host.heard('snow-incident-created', 'Scanner on floor 3 scans upside down (1 file)')
    const filed = await onInstance('admin', 'incident', {
      sysparm_query: 'short_description=Scanner on floor 3 scans upside down',
    })
    expect(filed.length).to.equal(1)
  })

  it('hears of what somebody else changes, within one poll', async () => {
    const [mine] = await onInstance('abel.tuter', 'incident', {
      sysparm_query: 'active=true^caller_id=javascript:gs.getUserID()^ORDERBYopened_at',
    })
    surroundings.demo.emulator
      .asUser('beth.anglin')
      .update('incident', mine!['number']!, { comments: 'I am on my way.' })
    await host.heard('snow-sync-event', `changed: ${mine!['number']!}`)
  })
})
