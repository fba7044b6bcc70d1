import { expect } from 'chai'
import { canDragOut, dragFile } from '../../src/controllers/drag-file.js'
import { createTestClock } from '../support/test-clock.js'

describe('dragFile', () => {
  it('offers the bytes without a type, under a name without marks, for a minute', async () => {
    const clock = createTestClock()
    const transfer = new DataTransfer()
    const said: Record<string, string> = {}
    transfer.setData = (type, text) => void (said[type] = text)
    dragFile(transfer, new Blob(['<script></script>'], { type: 'text/html' }), '../a:\u202Eb.html', clock)
    expect(Object.keys(said)).to.deep.equal(['DownloadURL'])
    const [, type, name, url] = /^([^:]+):([^:]+):(blob:.+)$/.exec(said['DownloadURL']!)!
    expect([type, name]).to.deep.equal(['application/octet-stream', '.._a_b.html'])
    const bytes = await (await fetch(url!)).blob()
    expect([bytes.type, await bytes.text()]).to.deep.equal(['application/octet-stream', '<script></script>'])
    clock.advance(60_000)
    const gone = await fetch(url!).then(
      () => false,
      () => true,
    )
    expect(gone).to.equal(true)
  })

  it('knows where that works', () => {
    expect(canDragOut()).to.equal(/Chrom(?:e|ium)\//.test(navigator.userAgent) && isSecureContext)
  })
})
