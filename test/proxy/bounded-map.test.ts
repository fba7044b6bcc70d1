import { expect } from 'chai'
import { BoundedMap } from '../../src/proxy/bounded-map.js'

const numbered = (at: number): { readonly at: number } => ({ at })

describe('BoundedMap', () => {
  it('gives what was put in, the newest under each key', () => {
    const map = new BoundedMap<string, { readonly at: number }>(4)
    map.set('a', numbered(1))
    map.set('b', numbered(2))
    map.set('c', numbered(3))
    map.set('a', numbered(4))
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key)?.at)).to.deep.equal([4, 2, 3, undefined])
  })

  it('forgets the oldest and never holds more than its most', () => {
    const map = new BoundedMap<number, { readonly at: number }>(100)
    for (let at = 0; at < 1_000; at += 1) map.set(at, numbered(at))
    const kept = Array.from({ length: 1_000 }, (_, at) => at).filter((at) => map.get(at) !== undefined)
    expect(kept.length).to.be.within(50, 100)
    expect(kept.at(-1)).to.equal(999)
  })

  it('keeps what is in use, whatever else comes by', () => {
    const map = new BoundedMap<string, { readonly at: number }>(100)
    map.set('in use', numbered(7))
    for (let at = 0; at < 1_000; at += 1) {
      map.set(`passing ${at}`, numbered(at))
      expect(map.get('in use')?.at).to.equal(7)
    }
  })

  it('gives nothing back that was deleted, however old it was', () => {
    const map = new BoundedMap<string, { readonly at: number }>(4)
    map.set('a', numbered(1))
    map.set('b', numbered(2))
    map.set('c', numbered(3))
    map.get('a')
    map.delete('a')
    map.delete('b')
    expect([map.get('a'), map.get('b'), map.get('c')?.at]).to.deep.equal([undefined, undefined, 3])
  })
})
