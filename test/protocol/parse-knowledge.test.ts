import { expect } from 'chai'
import {
  articleOfRow,
  parseArticle,
  parseArticles,
  summaryOfRow,
} from '../../src/protocol/parse-knowledge.js'
import { parseRow } from '../../src/protocol/parse-table.js'
import { decodeEntities, htmlToText, markWords, parseMarked } from '../../src/protocol/plain-text.js'
import { thrownBy } from './codes.js'

const sysId = '9e528db1474321009db4b5b08b9a71a6'

describe('parseMarked', () => {
  it('turns marks into ranges of plain text', () => {
    const { text, matches } = parseMarked('  Should I upgrade to <B>Windows</B> 8.x? <b>Windows</b>')
    expect(text).to.equal('Should I upgrade to Windows 8.x? Windows')
    expect(matches.map(([start, end]) => text.slice(start, end))).to.deep.equal(['Windows', 'Windows'])
  })
  it('decodes entities once and drops other markup', () => {
    const { text, matches } = parseMarked(
      'a &amp;lt; <i>b</i> <B>R&#38;D &#x1F642;</B><img src=x onerror=alert(1)>',
    )
    expect(text).to.equal('a &lt; b R&D 🙂')
    expect(matches.map(([start, end]) => text.slice(start, end))).to.deep.equal(['R&D 🙂'])
  })
  it('leaves marks that do not close as text', () => {
    expect(parseMarked('<B>open').matches).to.deep.equal([])
  })
})

describe('plain text', () => {
  it('keeps what is no entity', () => {
    expect(decodeEntities('AT&T &unknown; &#0; &#xd800; &#9999999; &Nbsp;')).to.equal(
      'AT&T &unknown;' + ' '.repeat(8),
    )
  })
  it('says what HTML says, without scripts, styles and comments', () => {
    const html =
      '<style>p{}</style><p>One<br>two</p><!-- no --><script>alert("x")</script ><li>three &lt;b&gt;</li>'
    expect(htmlToText(html)).to.equal('One two three <b>')
  })
  it('ends on markup that never closes', () => {
    expect(htmlToText(`a <!-- ${'<'.repeat(1000)}`)).to.equal('a')
    expect(htmlToText('a <script> b')).to.equal('a')
    expect(htmlToText('<a'.repeat(20_000)).length).to.equal(40_000)
  })
  it('marks words literally and in any case', () => {
    const { text, matches } = markWords('C++ or c++ (a.b)', 'c++ a.b x')
    expect(matches.map(([start, end]) => text.slice(start, end))).to.deep.equal(['C++', 'c++', 'a.b'])
    expect(markWords('text', ' ').matches).to.deep.equal([])
  })
})

describe('parseArticles', () => {
  const body = {
    result: {
      meta: { count: 1 },
      articles: [
        {
          id: `kb_knowledge:${sysId}`,
          title: 'Windows &amp; you\n\t\t',
          snippet: 'Use <B>Windows</B>',
          number: 'KB0000020',
          fields: {
            kb_knowledge_base: { display_value: 'IT', value: 'x' },
            sys_updated_on: { display_value: '2020-01-02 01:00:00', value: '2020-01-02 03:04:05' },
          },
        },
      ],
    },
  }
  it('takes the table off the id', () => {
    expect(parseArticles(body)).to.deep.equal([
      {
        sysId,
        number: 'KB0000020',
        title: 'Windows & you',
        snippet: 'Use Windows',
        matches: [[4, 11]],
        knowledgeBase: 'IT',
        updatedAt: '2020-01-02T03:04:05Z',
      },
    ])
  })
  it('refuses other answers', () => {
    for (const other of [
      { result: {} },
      { result: { articles: [{ id: 'kb_knowledge:1' }] } },
      { result: { articles: [7] } },
    ]) {
      expect(thrownBy(() => parseArticles(other)).code).to.equal('SNOW_BAD_RESPONSE')
    }
  })
})

describe('parseArticle', () => {
  it('leaves the markup as it came and drops attachments without an id', () => {
    const article = parseArticle({
      result: {
        sys_id: sysId,
        number: 'KB1',
        short_description: 'T',
        content: '<p onclick=x>',
        attachments: [
          { sys_id: sysId, file_name: 'a.pdf', size_bytes: '12', state: 'available' },
          { file_name: 'b' },
          null,
        ],
      },
    })
    expect(article.html).to.equal('<p onclick=x>')
    expect(article.attachments).to.deep.equal([{ sysId, fileName: 'a.pdf', sizeBytes: 12 }])
  })
})

describe('rows of kb_knowledge', () => {
  const row = parseRow({
    result: {
      sys_id: sysId,
      number: 'KB1',
      short_description: 'Wifi',
      text: `<p>${'filler words here '.repeat(30)}</p><p>The <b>printer</b> burns</p>`,
      kb_knowledge_base: { value: 'x', display_value: 'IT' },
    },
  })
  it('begin their snippet near the first word that was searched for', () => {
    const { snippet, matches } = summaryOfRow(row, 'printer')
    expect(snippet.length).to.be.at.most(240)
    expect(matches.map(([start, end]) => snippet.slice(start, end))).to.deep.equal(['printer'])
  })
  it('give articles', () => {
    expect(articleOfRow(row)).to.include({ sysId, number: 'KB1', title: 'Wifi', knowledgeBase: 'IT' })
  })
})
