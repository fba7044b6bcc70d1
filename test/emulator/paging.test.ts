import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { call, list, origin } from './call.js'

const emulator = createEmulator({ incidents: 120 })
const path = '/api/now/table/incident'

function offsets(link: string | null): Record<string, number> {
  const found: Record<string, number> = {}
  for (const part of (link ?? '').split(',<')) {
    const [, offset, rel] = /sysparm_offset=(-?\d+)>;rel="(\w+)"$/.exec(part) ?? []
    if (rel !== undefined) found[rel] = Number(offset)
  }
  return found
}

async function linksAt(offset: number, more = ''): Promise<Record<string, number>> {
  const answer = await call(emulator, `${path}?sysparm_limit=50&sysparm_offset=${offset}${more}`)
  return offsets(answer.headers.get('Link'))
}

describe('Table API: pages', () => {
  it('counts, and links to first, prev, next and last', async () => {
    const answer = await call(emulator, `${path}?sysparm_limit=50`)
    expect(answer.headers.get('X-Total-Count')).to.equal('120')
    expect(await linksAt(0)).to.deep.equal({ first: 0, prev: -50, next: 50, last: 100 })
    expect(await linksAt(50)).to.deep.equal({ first: 0, prev: 0, next: 100, last: 100 })
    expect(await linksAt(100)).to.deep.equal({ first: 0, prev: 50, last: 100 })
  })

  it('writes the original parameters first, unchanged, without spaces', async () => {
    const query = 'sysparm_limit=1&sysparm_query=active%3Dtrue%5EORDERBYnumber&sysparm_fields=number'
    const link = (await call(emulator, `${path}?${query}`)).headers.get('Link')!
    const base = `<${origin}${path}?sysparm_query=active%3Dtrue%5EORDERBYnumber&sysparm_fields=number&sysparm_limit=1`
    expect(
      link.startsWith(`${base}&sysparm_offset=0>;rel="first",${base}&sysparm_offset=-1>;rel="prev",`),
    ).to.equal(true)
    expect(link).not.to.contain(' ')
  })

  it('writes the three captured headers of pages of one row out of three, word for word', async () => {
    const three = createEmulator({ incidents: 0 })
    const people = ['abel.tuter', 'beth.anglin', 'david.loo']
    const users = `/api/now/table/sys_user?sysparm_query=user_nameIN${people.join()}^ORDERBYuser_name`
    const linkAt = async (offset: number) => {
      const answer = await call(three, `${users}&sysparm_limit=1&sysparm_offset=${offset}`)
      expect(answer.headers.get('X-Total-Count')).to.equal('3')
      return answer.headers.get('Link')
    }
    const link = (rel: string, at: number) =>
      `<${origin}${users}&sysparm_limit=1&sysparm_offset=${at}>;rel="${rel}"`
    expect(await linkAt(0)).to.equal(
      [link('first', 0), link('prev', -1), link('next', 1), link('last', 2)].join(','),
    )
    expect(await linkAt(1)).to.equal(
      [link('first', 0), link('prev', 0), link('next', 2), link('last', 2)].join(','),
    )
    expect(await linkAt(2)).to.equal([link('first', 0), link('prev', 1), link('last', 2)].join(','))
  })

  it('has no Link when everything fits, nor when it is suppressed', async () => {
    const fits = await call(emulator, `${path}?sysparm_limit=120`)
    expect(fits.headers.get('Link')).to.equal(null)
    expect(fits.headers.get('X-Total-Count')).to.equal('120')
    expect(await linksAt(0, '&sysparm_suppress_pagination_header=true')).to.deep.equal({})
    const suppressed = await call(emulator, `${path}?sysparm_limit=5&sysparm_suppress_pagination_header=true`)
    expect(suppressed.headers.get('X-Total-Count')).to.equal('120')
  })

  it('without a count, has next while pages are full, and never last', async () => {
    const first = await call(emulator, `${path}?sysparm_limit=50&sysparm_no_count=true`)
    expect(first.headers.get('X-Total-Count')).to.equal(null)
    expect(await linksAt(50, '&sysparm_no_count=true')).to.deep.equal({ first: 0, prev: 0, next: 100 })
    expect(await linksAt(100, '&sysparm_no_count=true')).to.deep.equal({ first: 0, prev: 50 })
  })

  it('limits before it looks at rights: short pages, and a count that is blind to them', async () => {
    const query = 'active=true^ORDERBYDESCopened_at'
    const parameters = new URLSearchParams({ sysparm_query: query, sysparm_limit: '10' })
    let seen = 0
    let total = 0
    let short = 0
    for (let offset = 0; offset === 0 || offset < total; offset += 10) {
      parameters.set('sysparm_offset', String(offset))
      const answer = await call(emulator, `${path}?${parameters}`, { as: 'abel.tuter' })
      const rows = (answer.body as { result: unknown[] }).result
      total = Number(answer.headers.get('X-Total-Count'))
      seen += rows.length
      if (rows.length < 10) short++
    }
    expect(seen).to.equal(7)
    expect(total).to.be.greaterThan(30)
    expect(short).to.be.greaterThan(3)
  })

  it('takes nonsense in limit and offset for the defaults', async () => {
    for (const bad of [
      'sysparm_limit=-5',
      'sysparm_limit=x',
      'sysparm_limit=0',
      'sysparm_offset=-1',
      'sysparm_limit=1e9',
    ]) {
      const answer = await call(emulator, `${path}?${bad}`)
      expect((answer.body as { result: unknown[] }).result, bad).to.have.length(120)
    }
    expect(await list(emulator, 'incident', { sysparm_offset: '500' })).to.deep.equal([])
  })

  it('gives each row once over pages in a stable order, and counts again after a write', async () => {
    const fresh = createEmulator({ incidents: 90 })
    const ids: string[] = []
    for (let offset = 0; offset < 90; offset += 20) {
      const page = await list(fresh, 'incident', {
        sysparm_query: 'ORDERBYDESCsys_updated_on',
        sysparm_limit: '20',
        sysparm_offset: String(offset),
      })
      ids.push(...page.map(({ sys_id }) => sys_id!))
    }
    expect(new Set(ids).size).to.equal(90)
    const count = async (): Promise<string | null> => {
      const answer = await call(
        fresh,
        `${path}?sysparm_query=active=true^ORDERBYDESCopened_at&sysparm_limit=1`,
      )
      return answer.headers.get('X-Total-Count')
    }
    const before = Number(await count())
    fresh.asUser('abel.tuter').create('incident', { short_description: 'One more' })
    expect(Number(await count())).to.equal(before + 1)
  })
})
