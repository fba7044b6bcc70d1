import { expect } from 'chai'
import { formsOf } from './canary-forms.js'

describe('formsOf', () => {
  const secret = 'q7~Zk/9+vT-0_xW3pL=R'
  const found = (text: string): boolean => formsOf(secret).some((form) => text.includes(form))

  it('finds a secret as it is, in addresses and in hex', () => {
    expect(found(`before${secret}after`)).to.equal(true)
    expect(found(new URLSearchParams({ code: secret }).toString().replaceAll('%7E', '~'))).to.equal(true)
    expect(found(Buffer.from(`before${secret}`).toString('hex'))).to.equal(true)
  })

  it('finds it in base64, wherever in a longer text it stands', () => {
    for (const before of ['', 'a', 'ab', 'abc', 'abcd']) {
      for (const after of ['', 'y', 'yz', 'xyz']) {
        const text = Buffer.from(`${before}${secret}${after}`)
        expect(found(text.toString('base64')), `${before}…${after}`).to.equal(true)
        expect(found(text.toString('base64url')), `${before}…${after}`).to.equal(true)
      }
    }
  })

  it('finds no other', () => {
    expect(found('q7~Zk/9+wT-0_xW3pL=R')).to.equal(false)
    expect(found(Buffer.from('q7~Zk/9+wT-0_xW3pL=R').toString('base64'))).to.equal(false)
  })
})
