import { expect } from 'chai'
import { namePasted, takeFiles, type DraftFile } from '../../src/state/draft-files.js'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
let ids = 0
const intake = { maxBytes: 100, present: [], newId: () => String((ids += 1)) }

function picture(name: string, type = 'image/png'): File {
  return new File([png], name, { type, lastModified: ids })
}

function present(name: string): DraftFile {
  return { id: name, file: new File(['x'], name, { lastModified: 1 }), picture: undefined }
}

describe('takeFiles', () => {
  it('knows a picture by its bytes, whatever it claims to be', async () => {
    const { taken } = await takeFiles(
      [picture('a.txt', 'text/plain'), new File(['<svg onload=x>'], 'b.png', { type: 'image/png' })],
      intake,
    )
    expect(taken.map((file) => file.picture)).to.deep.equal(['image/png', undefined])
  })

  it('refuses what is too large with its reason, and takes the rest', async () => {
    const large = new File([new Uint8Array(101)], 'large.bin')
    const { taken, refused } = await takeFiles([large, picture('a.png')], intake)
    expect(taken.map(({ file }) => file.name)).to.deep.equal(['a.png'])
    expect(refused).to.deep.equal([{ name: 'large.bin', reason: 'too-large' }])
  })

  it('refuses what cannot be read, such as a folder', async () => {
    const folder = Object.assign(new File([], 'folder'), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
    })
    const { taken, refused } = await takeFiles([folder], intake)
    expect(taken).to.have.length(0)
    expect(refused).to.deep.equal([{ name: 'folder', reason: 'unreadable' }])
  })

  it('refuses an empty file, which no instance keeps', async () => {
    const { taken, refused } = await takeFiles([new File([], 'nothing.txt')], intake)
    expect(taken).to.have.length(0)
    expect(refused).to.deep.equal([{ name: 'nothing.txt', reason: 'empty' }])
  })

  it('takes the tricks out of a name before anybody sees it', async () => {
    const names = ['..\\..\\a/b.txt', 'in\r\nvoice.pdf', 'cod\u202egnp.exe']
    const { taken } = await takeFiles(
      names.map((name, index) => new File([String(index)], name)),
      intake,
    )
    expect(taken.map(({ file }) => file.name)).to.deep.equal(['.._.._a_b.txt', 'invoice.pdf', 'codgnp.exe'])
    expect(await taken[1]?.file.text()).to.equal('1')
  })

  it('takes the same file once', async () => {
    const { taken } = await takeFiles([new File(['x'], 'a.log', { lastModified: 1 })], {
      ...intake,
      present: [present('a.log')],
    })
    expect(taken).to.have.length(0)
  })

  it('tells another file of the same name apart', async () => {
    const { taken } = await takeFiles([new File(['other'], 'a.b.log', { lastModified: 2 })], {
      ...intake,
      present: [present('a.b.log')],
    })
    expect(taken[0]?.file.name).to.equal('a.b (2).log')
    expect(await taken[0]?.file.text()).to.equal('other')
  })
})

describe('namePasted', () => {
  const nameFor = (n: number): string => `Pasted picture ${n}.png`

  it('names pictures of the clipboard one after the other', () => {
    const named = namePasted(
      [picture('image.png'), picture('image.png')],
      [present('Pasted picture 1.png')],
      nameFor,
    )
    expect(named.map(({ name }) => name)).to.deep.equal(['Pasted picture 2.png', 'Pasted picture 3.png'])
  })

  it('keeps the ending that belongs to the type', () => {
    expect(namePasted([picture('image.jpg', 'image/jpeg')], [], nameFor)[0]?.name).to.equal(
      'Pasted picture 1.jpg',
    )
  })

  it('leaves files alone that have a name', () => {
    const files = [picture('holiday.png'), new File(['x'], 'image.txt', { type: 'text/plain' })]
    expect(namePasted(files, [], nameFor)).to.deep.equal(files)
  })
})
