import { expect } from 'chai'
import { gridCommand } from '../../src/controllers/grid-keys.js'

const place = { active: 5, count: 100, pageSize: 8, rightToLeft: false }
const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const command = (key: string, with_: Partial<typeof plain> = {}, at: Partial<typeof place> = {}) =>
  gridCommand({ key, ...plain, ...with_ }, { ...place, ...at })

describe('gridCommand', () => {
  const moves: readonly (readonly [key: string, to: number, at?: Partial<typeof place>])[] = [
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 13],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
    ['ArrowDown', 99, { active: 99 }],
    ['ArrowUp', 0, { active: 0 }],
    ['ArrowDown', 0, { active: -1 }],
  ]
  for (const [key, to, at] of moves) {
    it(`moves by ${key} to row ${to}${at ? ` from ${at.active}` : ''}`, () => {
      expect(command(key, {}, at)).to.deep.equal({ type: 'move', to, extend: false })
      expect(command(key, { shiftKey: true }, at)).to.deep.equal({ type: 'move', to, extend: true })
    })
  }

  it('turns with the direction of writing', () => {
    expect(command('ArrowRight')?.type).to.equal('forward')
    expect(command('ArrowRight', {}, { rightToLeft: true })?.type).to.equal('back')
    expect(command('ArrowLeft', {}, { rightToLeft: true })?.type).to.equal('forward')
  })

  it('selects by Space, Shift and Space, and Ctrl or Command with A', () => {
    expect(command(' ')?.type).to.equal('toggle')
    expect(command(' ', { shiftKey: true })?.type).to.equal('extend')
    expect(command('a', { ctrlKey: true })?.type).to.equal('select-all')
    expect(command('A', { metaKey: true })?.type).to.equal('select-all')
  })

  it('undoes by Ctrl or Command with Z, and leaves redo alone', () => {
    expect(command('z', { ctrlKey: true })?.type).to.equal('undo')
    expect(command('Z', { metaKey: true })?.type).to.equal('undo')
    expect(command('z', { ctrlKey: true, shiftKey: true })).to.equal(undefined)
    expect(command('z')).to.equal(undefined)
  })

  it('leaves other keys to the browser', () => {
    expect(command('a')).to.equal(undefined)
    expect(command('c', { ctrlKey: true })).to.equal(undefined)
    expect(command('ArrowLeft', { altKey: true })).to.equal(undefined)
    expect(command('Tab')).to.equal(undefined)
    expect(command('ArrowDown', {}, { count: 0 })).to.equal(undefined)
  })
})
