import { expect } from 'chai'
import fc from 'fast-check'
import { createArchivePaths, safeName } from '../../src/state/archive-names.js'

describe('safeName', () => {
  for (const [given, expected] of [
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['..\\..\\boot.ini', '.._.._boot.ini'],
    ['C:\\Windows\\win.ini', 'C__Windows_win.ini'],
    ['..', 'attachment'],
    ['', 'attachment'],
    ['   ', 'attachment'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['Lpt1.tar.gz', '_Lpt1.tar.gz'],
    ['com¹', '_com¹'],
    ['console.log', 'console.log'],
    ['nul .txt', '_nul .txt'],
    ['what? <a|b> "c"*.txt', 'what_ _a_b_ _c__.txt'],
    ['ends with dots...', 'ends with dots'],
    ['tab\there\u0000.txt', 'tabhere.txt'],
    ['invoice\u202Egnp.exe', 'invoicegnp.exe'],
    ['half \uD83D.txt', 'half _.txt'],
    ['Zoe\u0308.txt', 'Zoë.txt'],
    ['.htaccess', '.htaccess'],
  ] as const) {
    it(`makes ${JSON.stringify(expected)} of ${JSON.stringify(given)}`, () => {
      expect(safeName(given)).to.equal(expected)
    })
  }

  it('shortens a long name, never its ending nor a character in two', () => {
    const name = safeName(`${'😀'.repeat(300)}.docx`)
    expect(new TextEncoder().encode(name).length).to.be.at.most(200)
    expect(name).to.match(/^(?:😀)+\.docx$/u)
  })

  it('never leaves a way out, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeName(name)
        expect(safe).not.to.match(/[/\\:<>"|?*\p{Cc}\p{Surrogate}\p{Bidi_Control}]/u)
        expect(safe).not.to.match(/^\.*$|[. ]$/)
        expect(new TextEncoder().encode(safe).length).to.be.at.most(205)
      }),
    )
  })
})

describe('createArchivePaths', () => {
  it('gives each file a path of its own in the folder of its incident', () => {
    const pathOf = createArchivePaths()
    expect([
      pathOf('INC1', 'a.txt'),
      pathOf('INC1', 'A.TXT'),
      pathOf('INC1', 'a (2).txt'),
      pathOf('INC1', 'a.txt'),
      pathOf('INC2', 'a.txt'),
      pathOf('', 'a.txt'),
    ]).to.deep.equal([
      'INC1/a.txt',
      'INC1/A (2).TXT',
      'INC1/a (2) (2).txt',
      'INC1/a (3).txt',
      'INC2/a.txt',
      'a.txt',
    ])
  })

  it('lets no folder lead out', () => {
    expect(createArchivePaths()('../..', 'x')).to.equal('.._/x')
    expect(createArchivePaths()('..', 'x')).to.equal('attachment/x')
  })

  it('never gives one twice, whatever the names', () => {
    const names = fc.array(
      fc.constantFrom('a', 'A', 'a (2)', 'A (2)', 'ä', 'a\u0308', 'ß', 'ss', 'SS', 'a.'),
      {
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(names, (given) => {
        const pathOf = createArchivePaths()
        const paths = given.map((name) => pathOf('f', name).toUpperCase())
        expect(new Set(paths).size).to.equal(paths.length)
      }),
    )
  })
})
