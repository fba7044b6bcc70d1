import { expect } from 'chai'
import { snowReactEvents } from '../../src/react/events.js'

describe('snowReactEvents', () => {
  for (const [prop, name] of Object.entries(snowReactEvents)) {
    it(`${prop} is named after ${name}`, () => {
      const kebab = prop.slice(2).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      expect(`-${name}`).to.equal(kebab)
    })
  }
})
