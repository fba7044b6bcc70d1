import { type Store } from '../storage/store.js'
import { otherChoices } from './choices/other-choices.js'
import { problemChoices } from './choices/problem-choices.js'
import { taskChoices } from './choices/task-choices.js'
import { translations } from './choices/translations.js'
import { type SeedTimes } from './seed-times.js'
import { stableId } from './stable-id.js'

/** Reasons of closure before they were renamed: on old records, offered no more. */
const retiredCloseCodes = [
  'Solved (Work Around)',
  'Solved (Permanently)',
  'Solved Remotely (Work Around)',
  'Solved Remotely (Permanently)',
  'Not Solved (Not Reproducible)',
  'Not Solved (Too Costly)',
  'Closed/Resolved by Caller',
]

/** The rows of `sys_choice`, English first. */
export function seedChoices(store: Store, times: SeedTimes): void {
  const system = times.systemFields(900)
  const insert = (key: string, row: Record<string, string>): void => {
    const [name, element] = key.split('.') as [string, string]
    const { value = '', language = 'en', dependent_value = '' } = row
    store.table('sys_choice').insert({
      ...system,
      sys_id: stableId(`sys_choice ${key} ${dependent_value} ${value} ${language}`),
      name,
      element,
      language,
      inactive: 'false',
      ...row,
    })
  }
  const lists = Object.entries({ ...taskChoices, ...problemChoices, ...otherChoices })
  for (const language of ['en', ...Object.keys(translations)]) {
    for (const [key, choices] of lists) {
      for (const [at, [value, english, dependent = '']] of choices.entries()) {
        const label = language === 'en' ? english : translations[language]?.[english]
        if (label === undefined) continue
        insert(key, { value, label, language, sequence: String(at + 1), dependent_value: dependent })
      }
    }
  }
  for (const [at, code] of retiredCloseCodes.entries()) {
    insert('incident.close_code', {
      value: code,
      label: code,
      sequence: String(at + 50),
      dependent_value: '',
      inactive: 'true',
    })
  }
}
