import { expect } from 'chai'
import fc from 'fast-check'
import { incidentTable } from '../../../src/protocol/tables/incident-table.js'
import { isSnowError } from '../../../src/shared/errors.js'
import { createCatalogue } from '../../../src/state/list-view/create-catalogue.js'
import { anyOf, between, lastDays, me, type ListFilter } from '../../../src/state/list-view/list-filter.js'
import {
  afterColumnMoved,
  afterColumnToggled,
  afterDensityChosen,
  afterFiltered,
  afterSearched,
  afterSorted,
  afterViewChosen,
} from '../../../src/state/list-view/list-view-changes.js'
import { initialListView, type ListView } from '../../../src/state/list-view/list-view.js'
import { parseViewString, readViewString } from '../../../src/state/list-view/parse-view-string.js'
import { toViewString } from '../../../src/state/list-view/view-string.js'
import { thrownBy } from '../../protocol/codes.js'

const catalogue = createCatalogue(incidentTable, [{ id: 'vip', label: 'VIP' }])
const begun = initialListView(catalogue)
const sysId = '9e528db1474321009db4b5b08b9a71a6'

const read = (text: string): ListView => parseViewString(text, catalogue)

describe('toViewString', () => {
  it('says nothing of what is as the view begins', () => {
    expect(toViewString(begun, catalogue)).to.equal('1~incident~my-open')
  })

  it('writes what differs, short and in characters that URLs leave alone', () => {
    let view = afterViewChosen(begun, catalogue, 'all')
    view = afterFiltered(view, catalogue, 'state', anyOf('1', '2'))
    view = afterFiltered(view, catalogue, 'assigned_to', anyOf(me, sysId, ''))
    view = afterFiltered(view, catalogue, 'opened_at', lastDays(7))
    view = afterFiltered(view, catalogue, 'sys_updated_on', between('2026-11-01'))
    view = afterSorted(view, catalogue, 'priority')
    view = afterColumnToggled(view, catalogue, 'opened_at')
    view = afterDensityChosen(view, 'compact')
    const text = toViewString(afterSearched(view, 'vpn drops'), catalogue)
    expect(text).to.equal(
      `1~incident~all~assigned_to.me.${sysId}.~opened_at.7d~state.1.2~sys_updated_on.2026-11-01.` +
        '~Q.vpn*20*drops~O.priority~C.number.short_description.state.priority.assigned_to~D.compact',
    )
    expect(encodeURI(text)).to.equal(text)
  })
})

describe('parseViewString', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['', 'SNOW_VIEW_INVALID'],
    ['1', 'SNOW_VIEW_INVALID'],
    ['2~incident~all', 'SNOW_VIEW_TOO_NEW'],
    ['2~whatever will be then, "in any" form', 'SNOW_VIEW_TOO_NEW'],
    ['0~incident~all', 'SNOW_VIEW_INVALID'],
    ['1~problem~all', 'SNOW_VIEW_INVALID'],
    ['1~incident~nobody', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~u_secret.1', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~__proto__.1', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~state', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~state.1.1', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~state.1~state.2', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~state.1*5e*NQactive*3d*true', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~state.javascript*3a*x', 'SNOW_VIEW_INVALID'],
    [`1~incident~all~state.${Array.from({ length: 51 }, (_, n) => n).join('.')}`, 'SNOW_VIEW_INVALID'],
    ['1~incident~all~opened_at.2026-02-30.', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~opened_at.2026-11-02.2026-11-01', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~opened_at.9999d', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~O.description', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~C.u_secret', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~C', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~D.roomy', 'SNOW_VIEW_INVALID'],
    ['1~incident~all~Q.vpn drops', 'SNOW_VIEW_INVALID'],
    [`1~incident~all~Q.${'x'.repeat(10_000)}`, 'SNOW_VIEW_INVALID'],
  ]
  for (const [text, code] of refused) {
    it(`refuses ${text.slice(0, 60)}`, () => {
      expect(thrownBy(() => read(text)).code).to.equal(code)
      expect(readViewString(text, catalogue)).to.deep.include({ view: begun })
      expect(readViewString(text, catalogue).error?.code).to.equal(code)
    })
  }

  it('names what to change', () => {
    expect(thrownBy(() => read('1~incident~all~u_secret.1')).message).to.contain('u_secret')
    expect(thrownBy(() => read('1~incident~nobody')).message).to.contain('nobody')
  })

  const words = fc.string({ unit: 'binary', maxLength: 12 })
  const sendable = words.filter((word) => !/[\^\p{Cc}\p{Cs}]|^\s*javascript:/iu.test(word))
  const days = fc.date({ min: new Date(2000, 0, 1), max: new Date(2050, 0, 1), noInvalidDate: true })
  const day = days.map((date) => date.toISOString().slice(0, 10))
  const filter: fc.Arbitrary<readonly [string, ListFilter]> = fc.oneof(
    fc.tuple(
      fc.constantFrom('state', 'priority', 'assignment_group', 'assigned_to', 'caller_id'),
      fc
        .uniqueArray(fc.oneof(sendable, fc.constantFrom('1', '2', me, '', sysId)), {
          minLength: 1,
          maxLength: 8,
        })
        .map((values) => anyOf(...values)),
    ),
    fc.tuple(
      fc.constantFrom('opened_at', 'sys_updated_on'),
      fc.oneof(
        fc.integer({ min: 1, max: 3660 }).map(lastDays),
        fc.tuple(day, day).map((two) => between(...(two.sort() as [string, string]))),
        day.map((from) => between(from)),
        day.map((to) => between('', to)),
      ),
    ),
  )
  const field = fc.constantFrom(...incidentTable.columns.map((column) => column.field))
  const change: fc.Arbitrary<(view: ListView) => ListView> = fc.oneof(
    filter.map(
      ([name, one]) =>
        (view: ListView) =>
          afterFiltered(view, catalogue, name, one),
    ),
    words.map((typed) => (view: ListView) => afterSearched(view, typed)),
    field.map((name) => (view: ListView) => afterSorted(view, catalogue, name)),
    field.map((name) => (view: ListView) => afterColumnToggled(view, catalogue, name)),
    fc.tuple(field, fc.integer({ min: -2, max: 20 })).map(
      ([name, to]) =>
        (view: ListView) =>
          afterColumnMoved(view, name, to),
    ),
    fc
      .constantFrom('compact' as const, 'comfortable' as const)
      .map((density) => (view: ListView) => afterDensityChosen(view, density)),
    fc
      .constantFrom(...catalogue.views.map(({ id }) => id))
      .map((id) => (view: ListView) => afterViewChosen(view, catalogue, id)),
  )

  const made = (changes: readonly ((view: ListView) => ListView)[]): ListView =>
    changes.reduce((now, make) => make(now), begun)

  it('reads back whatever a person can make of a list', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const view = made(changes)
        expect(read(toViewString(view, catalogue))).to.deep.equal(view)
      }),
      { numRuns: 500 },
    )
  })

  it('reads or refuses any text, and what it reads comes back the same', () => {
    const piece = fc.constantFrom(
      ...[
        '1',
        '2',
        '~',
        '.',
        '*',
        '*20*',
        '-',
        'incident',
        'all',
        'my-open',
        'state',
        'opened_at',
        '7d',
        'Q',
        'O',
        'C',
        'D',
      ],
      ...[
        'priority',
        'compact',
        '2026-11-01',
        'me',
        '%',
        '^',
        'javascript:',
        '\u0000',
        '\ud83d',
        '__proto__',
        'constructor',
      ],
    )
    const rubbish = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(piece, { maxLength: 16 }).map((parts) => parts.join('')),
      fc.tuple(fc.array(change, { maxLength: 6 }), piece, fc.nat()).map(([changes, mark, at]) => {
        const text = toViewString(made(changes), catalogue)
        return text.slice(0, at % (text.length + 1)) + mark + text.slice(at % (text.length + 1))
      }),
    )
    let readable = 0
    fc.assert(
      fc.property(rubbish, (text) => {
        try {
          const view = read(text)
          readable += 1
          expect(read(toViewString(view, catalogue))).to.deep.equal(view)
        } catch (error) {
          if (!isSnowError(error) || !/^SNOW_VIEW_/.test(error.code)) throw error
        }
      }),
      { numRuns: 3_000 },
    )
    // Else the property would hold for a reader that refuses everything.
    expect(readable).to.be.greaterThan(10)
  })
})
