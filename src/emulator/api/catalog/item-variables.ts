import { ApiError } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { displayOf } from '../../query/column-path.js'
import { asText } from '../../records/stored-value.js'
import { type Store } from '../../storage/store.js'
import { type StoredRow } from '../../storage/stored-row.js'

const types: Readonly<Record<string, readonly [friendly: string, display: string]>> = {
  1: ['yes_no', 'Yes / No'],
  2: ['multi_line_text', 'Multi Line Text'],
  3: ['multiple_choice', 'Multiple Choice'],
  5: ['select_box', 'Select Box'],
  6: ['single_line_text', 'Single Line Text'],
  7: ['check_box', 'CheckBox'],
  8: ['reference', 'Reference'],
  9: ['date', 'Date'],
  10: ['date_time', 'Date/Time'],
  21: ['list_collector', 'List Collector'],
}
const checkBox = '7'

/** The questions of an item, in their order. */
export function questionsOf({ store }: Instance, item: StoredRow): StoredRow[] {
  return [...(store.table('item_option_new').equalTo('cat_item', item.sys_id!) ?? [])]
    .filter(({ active }) => active !== 'false')
    .sort((a, b) => Number(a.order || '0') - Number(b.order || '0'))
}

function choicesOf(store: Store, question: StoredRow): StoredRow[] {
  return [...(store.table('question_choice').equalTo('question', question.sys_id!) ?? [])]
    .filter(({ inactive }) => inactive !== 'true')
    .sort((a, b) => Number(a.order || '0') - Number(b.order || '0'))
}

/** A question as the API describes it. */
export function variableAnswer({ store }: Instance, question: StoredRow): object {
  const type = question.type ?? '6'
  const [friendly, display] = types[type] ?? ['single_line_text', 'Single Line Text']
  const value = question.default_value ?? ''
  const choices = choicesOf(store, question)
  return {
    label: question.question_text ?? '',
    type: Number(type),
    mandatory: question.mandatory === 'true',
    displayvalue: type === checkBox ? String(value === 'true') : shownAnswer(store, question, value),
    friendly_type: friendly,
    display_type: display,
    render_label: true,
    read_only: question.read_only === 'true',
    ...(type === checkBox || choices.length > 0 ? { pricing_implications: false } : {}),
    name: question.name ?? '',
    attributes: '',
    id: question.sys_id,
    value: type === checkBox ? value === 'true' : value,
    help_text: question.help_text ?? '',
    max_length: Number(question.max_length || '0'),
    ...(question.reference ? { reference: question.reference } : {}),
    ...(choices.length === 0
      ? {}
      : { choices: choices.map(({ text, value: each }, index) => ({ label: text, value: each, index })) }),
  }
}

/** What people read for an answer. */
export function shownAnswer(store: Store, question: StoredRow, value: string): string {
  if (question.reference && store.hasTable(question.reference)) {
    return displayOf(store, question.reference, value) || value
  }
  return choicesOf(store, question).find((choice) => choice.value === value)?.text ?? value
}

export interface Answered {
  readonly question: StoredRow
  readonly value: string
}

/**
 * The answers to an item's questions, the initial ones where nothing is said; 400 when a mandatory one
 * is missing, in words that are not confirmed by a capture.
 */
export function answersTo(instance: Instance, item: StoredRow, given: unknown): Answered[] {
  const variables = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  const answers = questionsOf(instance, item).map((question) => {
    const name = question.name ?? ''
    const asked = Object.hasOwn(variables, name) ? asText(variables[name]) : (question.default_value ?? '')
    return { question, value: question.type === checkBox && asked === '' ? 'false' : asked }
  })
  if (answers.some(({ question, value }) => question.mandatory === 'true' && value === '')) {
    throw new ApiError(400, 'Mandatory Variables are required', '')
  }
  return answers
}
