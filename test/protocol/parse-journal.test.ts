import { expect } from 'chai'
import { parseJournalRow, parseRenderedJournal } from '../../src/protocol/parse-journal.js'
import { parseRow } from '../../src/protocol/parse-table.js'

const sysId = '9e528db1474321009db4b5b08b9a71a6'
const rendered = (comments: string, workNotes = '', updated = '2022-11-04 15:29:20') =>
  parseRenderedJournal(
    parseRow({
      result: {
        sys_id: sysId,
        comments: { value: '', display_value: comments },
        work_notes: { value: '', display_value: workNotes },
        sys_updated_on: { value: '2022-11-04 22:29:20', display_value: updated },
      },
    }),
  )

describe('parseRenderedJournal', () => {
  it('splits entries and converts their times to UTC', () => {
    const entries = rendered(
      '2022-11-04 15:29:20 - Abel Tuter (Additional comments)\nStill broken\n\n2022-11-03 08:00:00 - Beth Anglin (Additional comments)\nLooking\n\n',
      '2022-11-04 09:00:00 - Beth Anglin (Work notes)\nline 1\n\nline 2\n\n',
    )
    expect(entries).to.deep.equal([
      {
        id: `${sysId}:comment:2`,
        kind: 'comment',
        author: 'Abel Tuter',
        createdAt: '2022-11-04T22:29:20Z',
        text: 'Still broken',
      },
      {
        id: `${sysId}:work-note:1`,
        kind: 'work-note',
        author: 'Beth Anglin',
        createdAt: '2022-11-04T16:00:00Z',
        text: 'line 1\n\nline 2',
      },
      {
        id: `${sysId}:comment:1`,
        kind: 'comment',
        author: 'Beth Anglin',
        createdAt: '2022-11-03T15:00:00Z',
        text: 'Looking',
      },
    ])
  })
  it('keeps a quoted header as text', () => {
    const [entry, ...others] = rendered(
      '2022-11-04 15:29:20 - Abel Tuter (Additional comments)\nYou wrote:\n2022-11-01 15:29:20 - Beth Anglin (Additional comments)\nHi',
    )
    expect(others).to.deep.equal([])
    expect(entry!.text).to.equal('You wrote:\n2022-11-01 15:29:20 - Beth Anglin (Additional comments)\nHi')
  })
  it('reads other languages and date formats, without times that it cannot know', () => {
    const entries = rendered(
      '04.11.2022 15:29:20 - Abel Tuter (Weitere Kommentare)\r\nHallo\r\n\r\n',
      '',
      '04.11.2022 15:29:20',
    )
    expect(entries).to.deep.equal([
      { id: `${sysId}:comment:1`, kind: 'comment', author: 'Abel Tuter', createdAt: '', text: 'Hallo' },
    ])
  })
  it('shows text without any header rather than nothing', () => {
    expect(rendered('imported text')).to.deep.equal([
      { id: `${sysId}:comment:1`, kind: 'comment', author: '', createdAt: '', text: 'imported text' },
    ])
  })
  it('is empty for empty journals', () => expect(rendered('')).to.deep.equal([]))
})

describe('parseJournalRow', () => {
  it('reads a row of the journal table', () => {
    const row = parseRow({
      result: {
        sys_id: sysId,
        element: 'work_notes',
        value: 'Note',
        sys_created_on: '2022-11-04 22:29:20',
        sys_created_by: 'beth.anglin',
      },
    })
    expect(parseJournalRow(row)).to.deep.equal({
      id: sysId,
      kind: 'work-note',
      author: 'beth.anglin',
      createdAt: '2022-11-04T22:29:20Z',
      text: 'Note',
    })
  })
})
