import { expect } from 'chai'
import type { ReactiveControllerHost } from 'lit'
import { PartsController } from '../../src/controllers/parts-controller.js'
import { flush } from '../support/flush.js'

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
}

describe('PartsController', () => {
  it('loads a part on its first use, once', async () => {
    let loads = 0
    const parts = new PartsController(host, { 'snow-x': async () => (loads += 1) })
    expect(loads).to.equal(0)
    expect(parts.use('snow-x')).to.equal('loading')
    expect(parts.use('snow-x')).to.equal('loading')
    await flush()
    expect(parts.use('snow-x')).to.equal('ready')
    expect(loads).to.equal(1)
  })

  it('takes a part without a loader for one that the page defines', () => {
    expect(new PartsController(host, {}).use('snow-x')).to.equal('ready')
  })

  it('loads again what did not load', async () => {
    let loads = 0
    const parts = new PartsController(host, {
      'snow-x': () => {
        loads += 1
        return loads === 1 ? Promise.reject(new Error('offline')) : Promise.resolve()
      },
    })
    parts.use('snow-x')
    await flush()
    expect(parts.use('snow-x')).to.equal('failed')
    parts.retry()
    expect(parts.use('snow-x')).to.equal('loading')
    await flush()
    expect(parts.use('snow-x')).to.equal('ready')
  })
})
