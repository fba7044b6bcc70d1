import type { WriteChange } from '../../actions/types.js'
import type { DraftFields } from '../../controllers/draft-controller.js'
import type { Messages } from '../../locales/en.js'

/** The words of this form, rather than the instance's labels, for what the confirmation shows of a draft. */
export function wordOfChange(
  { form }: Messages,
  { impact, urgency }: DraftFields,
): (change: WriteChange) => string | undefined {
  return ({ field }) => {
    switch (field) {
      case 'impact':
        return `${form.levels[impact]}: ${form.impactWho[impact]}`
      case 'urgency':
        return `${form.levels[urgency]}: ${form.urgencyWhen[urgency]}`
    }
    return undefined
  }
}
