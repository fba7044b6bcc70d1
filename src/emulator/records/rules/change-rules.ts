import { fillEmpty, type RecordRule, valueAfter } from './record-rule.js'

/** A new change is asked for by who files it, and follows the model of its type. */
export const fillNewChange: RecordRule = (write) => {
  if (write.before !== undefined) return {}
  const type = valueAfter(write, 'type')
  const models = [...write.store.table('chg_model').all()]
  const model = models.find(({ name, active }) => active !== 'false' && name?.toLowerCase() === type)
  return fillEmpty(write, {
    ci_class: 'cmdb_ci',
    requested_by: write.who.userId,
    ...(model === undefined ? {} : { chg_model: model.sys_id! }),
  })
}
