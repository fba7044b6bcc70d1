import { expect } from 'chai'
import { createScene, idOf } from './query-scene.js'

const scene = createScene({
  incident: [
    {
      ...{
        number: 'A',
        short_description: 'Printer on fire',
        category: 'software',
        state: '1',
        active: 'true',
      },
      ...{ priority: '1', reassignment_count: '2', reopen_count: '1', caller_id: idOf('me'), parent: '' },
      ...{
        opened_at: '2026-11-18 09:00:00',
        due_date: '2026-11-20 09:00:00',
        sla_due: '2026-11-18 20:00:00',
      },
      ...{ assignment_group: idOf('net'), location: idOf('paris'), impact: '1' },
    },
    {
      ...{ number: 'B', short_description: 'printer', category: 'network', state: '2', active: 'false' },
      ...{
        priority: '10',
        reassignment_count: '1',
        reopen_count: '1',
        caller_id: idOf('eve'),
        parent: idOf('i0f'),
      },
      ...{ opened_at: '2026-11-17 23:30:00', due_date: '2026-11-17 23:30:00', sla_due: '' },
      ...{ assignment_group: idOf('hw'), location: idOf('france'), impact: '3' },
    },
    {
      ...{
        number: 'C',
        short_description: '',
        category: '',
        state: '3',
        active: '',
        priority: '',
        caller_id: '',
      },
      ...{ opened_at: '2026-10-01 00:00:00', due_date: '', reassignment_count: '', reopen_count: '0' },
      ...{ parent: idOf('i1f'), assignment_group: '', location: idOf('oslo'), impact: '2' },
    },
  ],
  problem: [{ number: 'P', short_description: 'Printer', opened_at: '2026-11-18 08:00:00' }],
  sys_user: [
    { sys_id: idOf('me'), name: 'Abel Tuter', manager: idOf('boss') },
    { sys_id: idOf('eve'), name: 'Eve Printer', manager: idOf('me') },
    { sys_id: idOf('boss'), name: 'Boss', manager: idOf('boss') },
  ],
  sys_user_group: [
    { sys_id: idOf('net'), name: 'Network' },
    { sys_id: idOf('hw'), name: 'Hardware' },
  ],
  sys_user_grmember: [{ user: idOf('me'), group: idOf('net') }],
  sys_attachment: [
    { table_sys_id: idOf('i0f'), file_name: 'a.png' },
    { table_sys_id: idOf('i0f'), file_name: 'b.txt' },
  ],
})

function check(cases: readonly (readonly [query: string, expected: string])[], table = 'incident'): void {
  for (const [query, expected] of cases) {
    it(`${query} finds ${expected || 'nothing'}`, () => {
      expect(scene.find(query, { table }).join('')).to.equal(expected)
    })
  }
}

describe('query operators', () => {
  describe('of any column', () => {
    check([
      ['category=SOFTWARE', 'A'],
      ['category!=software', 'BC'],
      ['categoryISEMPTY', 'C'],
      ['categoryISNOTEMPTY', 'AB'],
      ['categoryEMPTYSTRING', 'C'],
      ['categoryANYTHING', 'ABC'],
      ['due_dateSAMEASopened_at', 'B'],
      ['due_dateNSAMEASopened_at', 'AC'],
    ])
  })

  describe('of text', () => {
    check([
      ['short_descriptionSTARTSWITHPRINTER', 'AB'],
      ['short_descriptionENDSWITHfire', 'A'],
      ['short_description%fire', 'A'],
      ['short_descriptionLIKEon', 'A'],
      ['short_description*on', 'A'],
      ['short_descriptionNOT LIKEon', 'BC'],
      ['short_descriptionNOTLIKEon', 'BC'],
      ['short_description!*on', 'BC'],
      ['short_descriptionINprinter,paper', 'B'],
      ['short_descriptionNOT INprinter,paper', 'AC'],
      ['short_description<printer', ''],
      ['short_description<=PRINTER', 'B'],
      ['short_description>printer', 'A'],
      ['short_description>=printer', 'AB'],
      ['short_descriptionBETWEENp@printer', 'B'],
    ])
  })

  describe('of choices, by their raw values', () => {
    check([
      ['state=1', 'A'],
      ['state=New', ''],
      ['state!=1', 'BC'],
      ['stateIN1,3', 'AC'],
      ['stateNOT IN1,3', 'B'],
      ['categoryLIKEwo', 'B'],
      ['categorySTARTSWITHsoft', 'A'],
      ['categoryENDSWITHware', 'A'],
      ['impactSAMEASstate', 'A'],
    ])
  })

  describe('of booleans', () => {
    check([
      ['active=true', 'A'],
      ['active=1', 'A'],
      ['active=false', 'BC'],
      ['active!=true', 'BC'],
    ])
  })

  describe('of references', () => {
    check([
      [`caller_id=${idOf('me')}`, 'A'],
      [`caller_id!=${idOf('me')}`, 'BC'],
      ['caller_id=Abel Tuter', ''],
      ['caller_idLIKEprinter', 'B'],
      ['caller_idSTARTSWITHabel', 'A'],
      ['caller_idENDSWITHprinter', 'B'],
      ['caller_idNOT LIKEprinter', 'AC'],
      ['caller_idDYNAMIC90d1921e5f510100a9ad2572f2b477fe', 'A'],
      ['assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744', 'A'],
      [`caller_idIN_HIERARCHY${idOf('me')}`, 'AB'],
      [`caller_idIN_HIERARCHY${idOf('boss')}`, 'AB'],
      [`caller_idIN_HIERARCHY${idOf('eve')}`, 'B'],
      ['caller_idIN_HIERARCHY_DYNAMIC90d1921e5f510100a9ad2572f2b477fe', 'AB'],
      [`parentIN_HIERARCHY${idOf('i0f')}`, 'BC'],
    ])
  })

  describe('of numbers', () => {
    check([
      ['priority=01', 'A'],
      ['priority!=1', 'BC'],
      ['priority<10', 'A'],
      ['priority<=10', 'AB'],
      ['priority>2', 'B'],
      ['priority>=10', 'B'],
      ['priorityBETWEEN1@9', 'A'],
      ['reassignment_countGT_FIELDreopen_count', 'A'],
      ['reassignment_countLT_FIELDreopen_count', ''],
      ['reassignment_countGT_OR_EQUALS_FIELDreopen_count', 'AB'],
      ['reassignment_countLT_OR_EQUALS_FIELDreopen_count', 'B'],
    ])
  })

  describe('of times', () => {
    check([
      ['opened_at=2026-11-18 09:00:00', 'A'],
      ['opened_at>2026-11-17 23:30:00', 'A'],
      ['opened_at>=2026-11-17 23:30:00', 'AB'],
      ['opened_at<2026-11-17', 'C'],
      ['opened_at<=2026-11-17 23:30:00', 'BC'],
      ['due_date<2030-01-01', 'AB'],
      ['opened_atONToday@javascript:gs.daysAgoStart(0)@javascript:gs.daysAgoEnd(0)', 'A'],
      ['opened_atNOTONToday@javascript:gs.daysAgoStart(0)@javascript:gs.daysAgoEnd(0)', 'BC'],
      [
        "opened_atON2026-11-17@javascript:gs.dateGenerate('2026-11-17','start')@javascript:gs.dateGenerate('2026-11-17','end')",
        'B',
      ],
      ['opened_atBETWEENjavascript:gs.beginningOfThisMonth()@javascript:gs.endOfThisMonth()', 'AB'],
      ['opened_atBETWEEN2026-11-17@2026-11-18', 'B'],
      ['sla_dueISEMPTY', 'BC'],
      ['sla_due<2026-11-18 20:00:01', 'A'],
    ])
  })

  describe('of times, relative', () => {
    check([
      ['opened_atRELATIVEGT@hour@ago@4', 'A'],
      ['opened_atRELATIVEGE@minute@ago@781', 'AB'],
      ['opened_atRELATIVELT@dayofweek@ago@7', 'C'],
      ['opened_atRELATIVELE@day@ago@0', 'ABC'],
      ['opened_atRELATIVEEE@hour@ago@3', 'A'],
      ['opened_atRELATIVEEE@day@ago@1', 'B'],
      ['opened_atRELATIVEEE@month@ago@1', 'C'],
      ['opened_atRELATIVEEE@quarter@ago@0', 'ABC'],
      ['due_dateRELATIVEGT@week@ahead@1', ''],
      ['due_dateRELATIVEGT@day@ahead@1', 'A'],
    ])
  })

  describe('of times, by parts and each other', () => {
    check([
      ["opened_atDATEPARTWednesday@javascript:gs.datePart('dayofweek','wednesday','EE')", 'A'],
      ["opened_atDATEPARTOctober@javascript:gs.datePart('month','oct','EE')", 'C'],
      ["opened_atDATEPARTOctober@javascript:gs.datePart('month','october','GT')", 'AB'],
      ["opened_atDATEPARTNoon hour@javascript:gs.datePart('hour','9','LE')", 'AC'],
      ["opened_atDATEPARTWeek 47@javascript:gs.datePart('week','47','EE')", 'AB'],
      ["opened_atDATEPARTQuarter 4@javascript:gs.datePart('quarter','4','EE')", 'ABC'],
      ["opened_atDATEPART2026@javascript:gs.datePart('year','2026','LT')", ''],
      ['due_dateMORETHANopened_at@day@after@1', 'A'],
      ['due_dateLESSTHANopened_at@day@after@3', 'AB'],
      ['opened_atMORETHANdue_date@hour@before@47', 'A'],
      ['opened_atLESSTHANdue_date@day@before@2', 'B'],
      ['opened_atSAMEASdue_date@month', 'AB'],
      ['opened_atSAMEASsla_due@day', 'A'],
      ['opened_atNSAMEASdue_date@day', 'AC'],
    ])
  })

  describe('of classes', () => {
    check(
      [
        ['sys_class_name=incident^priority=1', 'A'],
        ['sys_class_nameINSTANCEOFtask', 'ABCP'],
        ['sys_class_nameINSTANCEOFproblem', 'P'],
        ['sys_class_name=bogus', ''],
        ['sys_class_nameINSTANCEOFbogus', ''],
        ['short_description=printer', 'BP'],
        ['parent.number=A', 'B'],
      ],
      'task',
    )
  })

  describe('of text search', () => {
    check([
      ['123TEXTQUERY321=fire print', 'A'],
      ['123TEXTQUERY321=printer', 'AB'],
      ['123TEXTINDEXGROUP321=portal_index_group^123TEXTQUERY321=fire', 'A'],
    ])
  })

  describe('of related tables', () => {
    check([
      ['RLQUERYsys_attachment.table_sys_id,>=1^ENDRLQUERY', 'A'],
      ['RLQUERYsys_attachment.table_sys_id,=2^ENDRLQUERY^priority=1', 'A'],
      ['RLQUERYsys_attachment.table_sys_id,=0^ENDRLQUERY', 'BC'],
      ['RLQUERYsys_attachment.table_sys_id,>=2,m2m^file_nameENDSWITHpng^ENDRLQUERY', ''],
      ['RLQUERYsys_attachment.table_sys_id,>=1^file_name=b.txt', 'A'],
      ['RLQUERYincident.parent,>=1^short_description=^ORnumber=B^ENDRLQUERY', 'AB'],
      ['JOINincident.caller_id=sys_user.sys_id!nameLIKEeve', 'B'],
      [`JOINincident.caller_id=sys_user.sys_id!nameLIKEe^^manager=${idOf('me')}`, 'B'],
      ['JOINincident.short_description=problem.short_description!', 'B'],
    ])
  })

  it('leaves changes to the record watcher: a list knows one state of a record', () => {
    for (const operator of ['VALCHANGES', 'CHANGESFROM1', 'CHANGESTO2']) {
      expect(scene.find(`state${operator}`), operator).to.have.length(3)
      expect(scene.find(`state${operator}`, { invalid: 'no-rows' }), operator).to.have.length(0)
    }
  })

  it('drops an operator that the column cannot answer', () => {
    for (const query of [
      'short_descriptionRELATIVEGT@hour@ago@1',
      'short_descriptionGT_FIELDdescription',
      'short_descriptionMORETHANopened_at@day@after@1',
      'categoryDYNAMIC90d1921e5f510100a9ad2572f2b477fe',
      `locationIN_HIERARCHY_DYNAMIC${idOf('other')}`,
      'numberINSTANCEOFtask',
      "priorityDATEPARTx@javascript:gs.datePart('year','2026','EE')",
      "opened_atDATEPARTx@javascript:gs.datePart('moon','1','EE')",
      'opened_atRELATIVEGT@moon@ago@1',
      'opened_atMORETHANdue_date@day@beside@1',
      'opened_atSAMEASdue_date@moon',
      'opened_at>yesterday',
      'priority<high',
    ]) {
      expect(scene.find(query), query).to.have.length(3)
      expect(scene.find(query, { invalid: 'no-rows' }), query).to.have.length(0)
    }
  })

  it('evaluates a condition on a reference to oneself, in circles too', () => {
    expect(scene.find(`managerIN_HIERARCHY${idOf('me')}`, { table: 'sys_user' })).to.have.length(1)
    expect(scene.find(`managerIN_HIERARCHY${idOf('nobody')}`, { table: 'sys_user' })).to.have.length(0)
  })
})
