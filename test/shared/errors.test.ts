import { expect } from 'chai'
import { errorKinds, type SnowErrorCode } from '../../src/shared/error-codes.js'
import { isSnowError, SnowError, toSnowError } from '../../src/shared/errors.js'

describe('SnowError', () => {
  for (const code of Object.keys(errorKinds) as SnowErrorCode[]) {
    it(`says of ${code} whether a retry helps and who can end it`, () => {
      const error = new SnowError(code, 'message')
      expect(error).to.include({ code, ...errorKinds[code] })
      expect(isSnowError(error)).to.equal(true)
    })
  }

  it('recognises an error of another copy of the package', () => {
    const foreign = Object.assign(new Error('from another bundle'), { code: 'SNOW_TIMEOUT' })
    expect(isSnowError(foreign)).to.equal(true)
    expect(isSnowError(Object.assign(new Error('network'), { code: 'ECONNRESET' }))).to.equal(false)
  })

  it('gives whatever was thrown a code, and keeps it as the cause', () => {
    const thrown = new TypeError('x is undefined')
    expect(toSnowError(thrown)).to.include({ code: 'SNOW_UNEXPECTED', cause: thrown })
    expect(toSnowError(new DOMException('', 'AbortError')).code).to.equal('SNOW_ABORTED')
    expect(toSnowError('text').message).to.equal('text')
  })
})
