import { expect } from 'chai'
import { createScene, idOf } from './query-scene.js'

const scene = createScene({
  incident: [
    {
      number: 'A',
      priority: '1',
      state: '1',
      category: 'software',
      caller_id: idOf('x'),
      short_description: 'a^b',
    },
    {
      number: 'B',
      priority: '2',
      state: '1',
      category: '',
      caller_id: idOf('y'),
      short_description: 'a^ORpriority=1',
    },
    { number: 'C', priority: '3', state: '2', category: 'software', caller_id: '', short_description: ' a' },
    {
      number: 'D',
      priority: '2',
      state: '2',
      category: 'network',
      caller_id: idOf('x'),
      short_description: 'x,y',
    },
  ],
  sys_user: [
    { sys_id: idOf('x'), name: 'Zoe' },
    { sys_id: idOf('y'), name: 'adam' },
  ],
})

function finds(query: string, expected: string, changes: Parameters<typeof scene.find>[1] = {}): void {
  expect(scene.find(query, changes).join(''), query).to.equal(expected)
}

describe('grammar of encoded queries', () => {
  it('joins conditions by ^', () => finds('priority=2^state=2', 'D'))

  it('binds ^OR to the condition immediately before it', () => {
    finds('state=1^priority=2^ORpriority=3^category=', 'B')
    finds('state=2^priority=2^ORpriority=3^category=software', 'C')
    finds('priority=1^ORpriority=2^ORpriority=9^state=2', 'D')
  })

  it('joins whole groups by ^NQ', () => {
    finds('priority=1^state=1^NQpriority=2^state=2', 'AD')
    finds('priority=1^NQstate=2^ORpriority=2^category=network', 'AD')
  })

  it('takes no notice of ^NQ with nothing after or before it', () => {
    finds('priority=1^NQ', 'A')
    finds('^NQpriority=1', 'A')
    finds('^NQ^NQ', 'ABCD')
  })

  it('takes ^EQ as an end that may be left out', () => {
    finds('priority=2^EQ', 'BD')
    finds('priority=2^EQ^ORDERBYDESCnumber', 'DB')
    finds('priority=1^EQ^NQstate=2^EQ', 'ACD')
  })

  it('sorts by several columns, in both directions, dot-walked ones too', () => {
    finds('ORDERBYpriority^ORDERBYDESCnumber', 'ADBC')
    finds('ORDERBYDESCpriority^ORDERBYnumber', 'CBDA')
    finds('ORDERBYcaller_id.name^ORDERBYnumber', 'CBAD')
    finds('ORDERBYcaller_id^ORDERBYDESCnumber', 'CBDA')
  })

  it('takes an ordering alone, first, or after ^NQ, and drops one by an unknown column', () => {
    finds('ORDERBYDESCnumber', 'DCBA')
    finds('^ORDERBYDESCnumber', 'DCBA')
    finds('ORDERBYDESCnumber^state=1', 'BA')
    finds('priority=1^NQpriority=3^NQORDERBYDESCnumber', 'CA')
    finds('ORDERBYbogus^ORDERBYDESCnumber', 'DCBA')
  })

  it('ignores GROUPBY', () => finds('priority=2^GROUPBYstate', 'BD'))

  it('takes an empty value for the question if the column is empty', () => {
    finds('category=', 'B')
    finds('category!=', 'ACD')
    finds('caller_id=', 'C')
    finds('caller_id!=^state=1', 'AB')
    finds('caller_id.name=', 'C')
  })

  it('reads names and operators by letter case, values without', () => {
    finds('Priority=1^number=a', 'A')
    finds('numberLIKEa', 'A')
    finds('numberlikea', 'ABCD')
  })

  it('wants no space around an operator, and keeps those of a value', () => {
    finds('priority =1', 'ABCD')
    finds('priority= 1', '')
    finds('short_description= a', 'C')
    finds('short_descriptionSTARTSWITH a', 'C')
  })

  it('separates the values of a list by commas that nothing escapes', () => {
    finds('priorityIN1,3', 'AC')
    finds('priorityIN1, 3', 'A')
    finds('short_descriptionINx,y', '')
    finds('short_description=x,y', 'D')
  })

  it('takes a list for a script as a whole or not at all', () => {
    finds('caller_idINjavascript:gs.getUserID()', 'AD', { userId: idOf('x') })
    finds('caller_idINjavascript:gs.getUserID(),1', 'ABCD', { userId: idOf('x') })
    finds(`caller_idIN${idOf('y')},javascript:gs.getUserID()`, 'B', { userId: idOf('x') })
  })

  it('gives the conditions inside of a related query to the other table', () => {
    finds('RLQUERYtask.parent,=0^bogus=1^ENDRLQUERY^priority=1', 'A')
    finds('priority=1^ORRLQUERYtask.parent,=0^ENDRLQUERY', 'A')
    finds('priority=1^NQRLQUERYtask.parent,=0^ENDRLQUERY^priority=2', 'ABD')
    finds('RLQUERYtask.parent,=0^RLQUERYtask.parent,=9^ENDRLQUERY^priority=1', 'A')
    finds('JOINproblem.sys_id=task.parent!bogus=1^priority=1', 'A')
  })

  it('separates the ends of a range by @', () => {
    finds('priorityBETWEEN2@3', 'BCD')
    finds('priorityBETWEEN2', 'ABCD')
  })

  it('takes ^^ for a caret in a value', () => {
    finds('short_description=a^^b', 'A')
    finds('short_description=a^^ORpriority=1', 'B')
    finds('short_descriptionSTARTSWITHa^^^state=1', 'AB')
  })

  it('takes ^^ for two separators when switched, so that a value can bring conditions of its own', () => {
    const separator = { caretEscape: 'separator' } as const
    finds('short_description=a^^b', '', separator)
    finds('short_description=none^^ORpriority=1', 'A', separator)
  })

  it('walks over references in conditions, up to an unknown or empty one', () => {
    finds('caller_id.name=zoe', 'AD')
    finds('caller_id.name!=zoe', 'BC')
    finds('caller_id.bogus=1^priority=1', 'A')
    finds('priority.name=1^priority=1', 'A')
  })
})
